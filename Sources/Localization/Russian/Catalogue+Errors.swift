extension Catalogue {
    /// What goes wrong with the server, settings, files and instances.
    static let errors: [Entry] = [
        (" Request id: %1.", " Идентификатор запроса: %1."),
        (
            "The server rejected the API key (%1). Check it or create a new one.",
            "Сервер отклонил ключ API (%1). Проверьте его или создайте новый."
        ),
        (
            "The server rejected the API key from %1 (%2). Check it or create a new one.",
            "Сервер отклонил ключ API из источника «%1» (%2). Проверьте его или создайте новый."
        ),
        (
            "Your balance is exhausted (%1). Add funds and run the same command again.",
            "Средства на балансе исчерпаны (%1). Пополните баланс и выполните ту же команду снова."
        ),
        (
            "This API key lacks permission (%1). Ask your team's administrator.",
            "Этому ключу API не хватает прав (%1). Обратитесь к администратору команды."
        ),
        (
            "The server does not know the model (%1). `cloudcompute models` lists those it has.",
            "Сервер не знает такой модели (%1). Доступные модели показывает `cloudcompute models`."
        ),
        ("The server rejected the request (%1).%2", "Сервер отклонил запрос (%1).%2"),
        (
            "Rate limit reached (%1). Try again later.",
            "Достигнуто ограничение частоты запросов (%1). Повторите попытку позже."
        ),
        (
            "Rate limit reached (%1). Try again in %2 s.",
            "Достигнуто ограничение частоты запросов (%1). Повторите попытку через %2 с."
        ),
        ("The server failed (%1). Try again later.%2", "Сбой сервера (%1). Повторите попытку позже.%2"),
        ("%1 Check the network and the base URL.", "%1 Проверьте сеть и базовый URL."),
        ("%1 Try again later.", "%1 Повторите попытку позже."),
        (
            "%1 Nothing was sent. If it is the right one, name a file with its authority in SSL_CERT_FILE or as the profile's ca_file.",
            "%1 Ничего не отправлено. Если сертификат верный, укажите файл с сертификатом его удостоверяющего центра в SSL_CERT_FILE или как ca_file профиля."
        ),
        (
            "%1 Check that the base URL is that of an OpenAI-compatible API.",
            "%1 Проверьте, что базовый URL указывает на API, совместимый с OpenAI."
        ),
        ("%1 Try again.%2", "%1 Повторите попытку.%2"),
        (
            "%1 Look with `cloudcompute instances list` before trying again, since each instance costs money.",
            "%1 Прежде чем повторять, проверьте список с помощью `cloudcompute instances list`: каждый инстанс стоит денег."
        ),
        ("Instance %1 is %2; it will not run any more.", "Инстанс %1 в состоянии %2 и больше не запустится."),
        ("Instance %1 is %2, and stays so.", "Инстанс %1 в состоянии %2 и остаётся в нём."),
        (
            "Instance %1 is %2; start it in the web interface, the API cannot.",
            "Инстанс %1 в состоянии %2; запустите его в веб-интерфейсе, API этого не умеет."
        ),
        ("The instance is gone; it will not run any more.", "Инстанса больше нет; он уже не запустится."),
        ("no answer", "нет ответа"),
        (
            "The instance does not run yet (%1), and the time is up; --timeout gives it more.",
            "Инстанс ещё не работает (%1), а время вышло; --timeout даёт ему больше."
        ),
        ("cannot be run: %1", "не запускается: %1"),
        ("cannot be run: no such program", "не запускается: нет такой программы"),
        ("did not end within %1 s", "не завершилась за %1 с"),
        ("ended with exit status %1", "завершилась с кодом %1"),
        ("was ended by signal %1", "завершена сигналом %1"),
        ("printed more than a key", "вывела больше, чем ключ"),
        (
            "printed no key: its first line should hold the key and nothing else",
            "не вывела ключа: в первой строке должен быть ключ и больше ничего"
        ),
        ("The command %1 (%2) %3.", "Команда %1 (%2) %3."),
        (
            "%1 cannot be made: %2; name a file in a folder of yours.",
            "Не удаётся создать %1: %2; укажите файл в своём каталоге."
        ),
        (
            "%1 cannot be opened for reading and writing; check its permissions and its folder's.",
            "%1 не открывается для чтения и записи; проверьте права на файл и на его каталог."
        ),
        (
            "%1 is not a state file of the sandbox; name another file.",
            "%1 — не файл состояния песочницы; укажите другой файл."
        ),
        (
            "%1 was written by a later version of this program; update this one or name another file.",
            "%1 записан более новой версией этой программы; обновите её или укажите другой файл."
        ),
        (
            "%1 cannot be used (SQLite error %2); move it away or name another file.",
            "%1 нельзя использовать (ошибка SQLite %2); переместите его или укажите другой файл."
        ),
        (
            "%1 cannot be used; move it away or name another file.",
            "%1 нельзя использовать; переместите его или укажите другой файл."
        ),
        ("There is no profile \"%1\" (%2) in %3.", "В %3 нет профиля «%1» (%2)."),
        ("There is no profile \"%1\" (%2) in %3; it has %4.", "В %3 нет профиля «%1» (%2); есть %4."),
        ("%1 has an unknown entry \"%2\"; the known ones are %3.", "%1: неизвестная запись «%2»; известны %3."),
        ("%1: \"%2\" should be true or false.", "%1: в «%2» должно стоять true или false."),
        ("%1: \"%2\" should be a number.", "%1: в «%2» должно стоять число."),
        (
            "This account has no home folder to keep files in: set HOME, or %1 to a folder.",
            "У этой учётной записи нет домашнего каталога для файлов: задайте HOME или укажите в %1 каталог."
        ),
        (
            "%1 holds a key and may be read by other accounts; run `chmod 600 %2`.",
            "%1 содержит ключ, а читать его могут другие учётные записи; выполните `chmod 600 %2`."
        ),
        (
            "%1 may be read by other accounts; run `chmod 600 %2`.",
            "%1 могут читать другие учётные записи; выполните `chmod 600 %2`."
        ),
        (
            "has a quotation mark or a backslash without its end",
            "кавычка не закрыта или за обратной косой чертой ничего нет"
        ),
        (
            "has a %1, but no shell runs it; put it in quotes, or write sh -c '…'",
            "есть %1, но команда запускается без оболочки; возьмите его в кавычки или напишите sh -c '…'"
        ),
        ("names no program", "не названа программа"),
        ("The key file %1 (%2)", "Файл ключа %1 (%2)"),
        ("%1 cannot be read: no such file or directory.", "%1 не читается: нет такого файла или каталога."),
        ("%1 is not UTF-8 text.", "%1 — не текст в UTF-8."),
        (
            "%1 should hold the key on one line, and nothing else but lines that begin with #.",
            "%1 должен содержать ключ в одной строке и, кроме неё, только строки, которые начинаются с #."
        ),
        (
            "%1 belongs to another account (user id %2), so it is not used; if it says what you want, run `chown %3 %4`.",
            "%1 принадлежит другой учётной записи (uid %2), поэтому не используется; если содержимое верно, выполните `chown %3 %4`."
        ),
        (
            "%1 may be changed by other accounts, so it is not used; if it says what you want, run `chmod %2 %3`.",
            "%1 могут изменять другие учётные записи, поэтому он не используется; если содержимое верно, выполните `chmod %2 %3`."
        ),
        (
            "%1 lies in a folder in which every account may replace it, so it is not used; run `chmod o-w %2`.",
            "%1 лежит в каталоге, где его может заменить любая учётная запись, поэтому не используется; выполните `chmod o-w %2`."
        ),
        ("environment variable %1", "переменная окружения %1"),
        ("%1 in %2", "%1 в %2"),
        ("login, in %1", "login, в %1"),
        ("your input", "ввод"),
        ("default", "по умолчанию"),
        ("Writing the output failed: %1.", "Не удалось записать вывод: %1."),
        ("%1: \"%2\" %3.", "%1: в «%2» %3."),
    ]
}
