extension Catalogue {
    /// What is said of the command line, and before a command begins.
    static let commandLine: [Entry] = [
        ("Opening a tunnel to instance %1, \"%2\" …", "Открывается туннель к инстансу %1, «%2» …"),
        ("%1 Opening it again …", "%1 Туннель открывается заново …"),
        (
            "%1 would get keys and prompts unencrypted, so it is not used: begin the base URL with https://, or set allow_insecure_http: true in profiles.%2 of %3.",
            "%1 получил бы ключи и промпты без шифрования, поэтому не используется: начните базовый URL с https:// или укажите allow_insecure_http: true в profiles.%2 файла %3."
        ),
        (
            "Prompts go to %1 unencrypted, since the base URL begins with http://.",
            "Промпты идут на %1 без шифрования, так как базовый URL начинается с http://."
        ),
        (
            "Prompts and the API key go to %1 unencrypted, since the base URL begins with http://.",
            "Промпты и ключ API идут на %1 без шифрования, так как базовый URL начинается с http://."
        ),
        (
            "The stored key is for %1 and is not sent to %2; run `cloudcompute login` for %3, or pass --api-key-file FILE.",
            "Сохранённый ключ — для %1 и на %2 не отправляется; выполните `cloudcompute login` для %3 или передайте --api-key-file FILE."
        ),
        ("Waiting for the server; Ctrl-C ends that.", "Ожидание сервера; чтобы прервать, нажмите Ctrl-C."),
        ("waiting for page %1,", "ожидание страницы %1,"),
        (
            "--sandbox and --base-url name two servers; leave one of them out.",
            "--sandbox и --base-url называют два сервера; уберите одно из двух."
        ),
        (
            "The base URL \"%1\" (%2) holds a user name or a password; give the key apart from it.",
            "В базовом URL «%1» (%2) есть имя пользователя или пароль; задайте ключ отдельно."
        ),
        ("%1 (from %2).", "%1 (задан в: %2)."),
        (
            "No API key is set for %1. Run `cloudcompute login`, set CLOUDCOMPUTE_API_KEY or pass --api-key-file FILE; `api_key: none` in a profile sends none, and --sandbox needs none.",
            "Для %1 не задан ключ API. Выполните `cloudcompute login`, задайте CLOUDCOMPUTE_API_KEY или передайте --api-key-file FILE; с `api_key: none` в профиле ключ не отправляется, а для --sandbox он не нужен."
        ),
        (
            "The program ssh cannot be run; install openssh-client.",
            "Программа ssh не запускается; установите openssh-client."
        ),
        ("The program ssh cannot be started: %1.", "Программу ssh не удаётся запустить: %1."),
        (
            "No usable folder for the tunnel's socket: set XDG_RUNTIME_DIR or TMPDIR to one with a short path in which no other account can rename files.",
            "Нет подходящего каталога для сокета туннеля: укажите в XDG_RUNTIME_DIR или TMPDIR каталог с коротким путём, в котором другие учётные записи не могут переименовывать файлы."
        ),
        ("No port of this machine is free for the tunnel.", "На этой машине нет свободного порта для туннеля."),
        ("The tunnel to instance %1 is down: %2.", "Туннель к инстансу %1 разорван: %2."),
        ("ssh did not log in to instance %1 in time: %2.", "ssh не вошёл на инстанс %1 за отведённое время: %2."),
        ("ssh did not log in to instance %1 in time.", "ssh не вошёл на инстанс %1 за отведённое время."),
        ("the time was too short to ask", "времени не хватило даже на вопрос"),
        ("On port %1 of instance %2 no model answers: %3.", "На порту %1 инстанса %2 модель не отвечает: %3."),
        (
            "The tunnel is open; waiting for the model on port %1 of the instance …",
            "Туннель открыт; ожидание модели на порту %1 инстанса …"
        ),
        (
            "The port %1 of this machine is taken; choose another with --local-port.",
            "Порт %1 этой машины занят; выберите другой с помощью --local-port."
        ),
        ("ssh ended with %1 and said nothing", "ssh завершился с кодом %1 и ничего не сообщил"),
        ("ssh ended with %1: %2", "ssh завершился с кодом %1: %2"),
        (
            "Argument %1, %2, is not UTF-8 text; if it names a file, rename that, or give what it holds on standard input.",
            "Аргумент %1, %2, — не текст в UTF-8; если это имя файла, переименуйте файл или подайте его содержимое на стандартный ввод."
        ),
        ("%1 %2 is larger than %3 MiB.", "%1 %2 больше %3 МиБ."),
        (
            "%1 %2 cannot be read: %3; name the files in it one by one.",
            "%1 %2 не читается: %3; укажите файлы в нём по одному."
        ),
        ("%1 %2 cannot be read: %3.", "%1 %2 не читается: %3."),
        ("The schema", "Схема"),
        ("The schema %1 is not a JSON object.", "Схема %1 — не объект JSON."),
        ("The schema %1 is not JSON: %2.", "Схема %1 — не JSON: %2."),
        (
            "Standard input can be read once; leave one - out.",
            "Стандартный ввод можно прочитать один раз; уберите один из «-»."
        ),
        (
            "Standard input is a terminal; pipe in what - stands for.",
            "Стандартный ввод — терминал; подайте по каналу то, что обозначает «-»."
        ),
        ("The document", "Документ"),
        ("The key", "Ключ"),
        ("The key file", "Файл ключа"),
        ("The attachment", "Вложение"),
        ("The request takes about %1 tokens.", "Запрос займёт около %1 %1[токена|токенов|токенов]."),
        ("%1 There is no terminal to ask at; pass --yes.", "%1 Спросить не у кого: терминала нет; передайте --yes."),
        ("[y/N]", "[д/Н]"),
        ("The conversation is not being stored: %1", "Беседа не сохраняется: %1"),
        ("--continue and --conversation cannot be combined.", "--continue и --conversation не сочетаются."),
        ("There is no conversation to continue yet.", "Беседы, которую можно продолжить, ещё нет."),
        (
            "Only %1 more files can be opened, and %2 are needed; raise the limit with `ulimit -n 1024`.",
            "Можно открыть ещё только %1 %1[файл|файла|файлов], а нужно %2; поднимите предел с помощью `ulimit -n 1024`."
        ),
        ("Waiting for %1, the command that gives the key (%2).", "Ожидание %1 — команды, которая даёт ключ (%2)."),
        (
            "-p %1=… cannot be set: the program sets it; use -m MODEL.",
            "-p %1=… задать нельзя: это поле задаёт программа; используйте -m MODEL."
        ),
        ("-p %1=… cannot be set: the program sets it.", "-p %1=… задать нельзя: это поле задаёт программа."),
        ("--var needs a template; name one with -t FILE.", "Для --var нужен шаблон; укажите его с помощью -t FILE."),
        ("Usage:", "Использование:"),
        ("Help:", "Справка:"),
        ("  See '%1' for more information.", "  Подробнее: «%1»."),
        ("a number from 1 to 10000, auto, or auto:N", "число от 1 до 10000, auto или auto:N"),
        ("a number", "число"),
        ("a length of time such as 90, 500ms, 10m or 2h", "длительность, например 90, 500ms, 10m или 2h"),
        ("a name, = and a value", "имя, = и значение"),
        ("a share from 0 to 1, or a percentage such as 5%", "долю от 0 до 1 или процент, например 5%"),
        (
            "a number of requests from 1 on, with /s or /m behind it",
            "число запросов от 1, за которым может стоять /s или /m"
        ),
        ("a host and a port such as 127.0.0.1:2222", "хост и порт, например 127.0.0.1:2222"),
        (
            "instance:ID, with or without a port and a path such as instance:564:8000/v1",
            "instance:ID, можно с портом и путём, например instance:564:8000/v1"
        ),
        ("%1\n   or: %2 in '%3'", "%1\n   или: %2 в «%3»"),
        ("Unknown option '%1'. Did you mean '%2'?", "Неизвестный параметр «%1». Возможно, имелось в виду «%2»?"),
        ("Unknown option '%1'", "Неизвестный параметр «%1»"),
        ("Missing value for '%1'", "Не указано значение для «%1»"),
        (
            "The option '%1' does not take any value, but '%2' was specified.",
            "Параметр «%1» не принимает значения, но указано «%2»."
        ),
        (
            "Value to be set with flag %1 had already been set with flag %2",
            "Значение, которое задаёт флаг %1, уже задано флагом %2"
        ),
        ("', '", "», «"),
        ("Unexpected argument '%1'", "Лишний аргумент «%1»"),
        ("%1 unexpected arguments: '%2'", "Лишние аргументы (%1): «%2»"),
        ("Missing expected argument '%1'", "Не указан обязательный аргумент «%1»"),
        ("Missing one of: '%1'", "Не указан один из аргументов: «%1»"),
        (
            "Can't generate completion scripts for '%1'.\nPlease use %2 with one of:\n%3",
            "Нельзя создать скрипт автодополнения для «%1».\nУкажите %2 с одним из значений:\n%3"
        ),
        ("The value '%1' is invalid for '%2'", "Недопустимое значение «%1» для «%2»"),
        ("The value '%1' is invalid for '%2': it takes %3.", "Недопустимое значение «%1» для «%2»: укажите %3."),
        (
            "The value '%1' is invalid for '%2'. Please provide one of the following:\n%3",
            "Недопустимое значение «%1» для «%2». Укажите одно из следующих:\n%3"
        ),
        ("'%1'", "«%1»"),
        ("and", "и"),
        ("or", "или"),
        (
            "The value '%1' is invalid for '%2'. Please provide one of %3.",
            "Недопустимое значение «%1» для «%2». Укажите одно из значений: %3."
        ),
        ("The value '%1' is invalid for '%2': %3", "Недопустимое значение «%1» для «%2»: %3"),
        (
            "Standard input is not UTF-8 text; -a - attaches an image that is piped in.",
            "Стандартный ввод — не текст в UTF-8; изображение, поданное по каналу, прикрепляет -a -."
        ),
        (
            "Waiting for standard input to end (Ctrl-C stops; use < /dev/null to skip it).",
            "Ожидание конца стандартного ввода (Ctrl-C прерывает; с < /dev/null он пропускается)."
        ),
        ("Standard input is larger than %1 MiB.", "Стандартный ввод больше %1 МиБ."),
        ("Standard input cannot be read: %1.", "Стандартный ввод не читается: %1."),
        (
            "There is no command \"%1\"; `cloudcompute --help` lists them.",
            "Нет команды «%1»; список показывает `cloudcompute --help`."
        ),
        ("There is no command \"%1\"; did you mean %2?", "Нет команды «%1»; возможно, имелось в виду %2?"),
    ]
}
