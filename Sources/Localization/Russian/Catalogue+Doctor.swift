extension Catalogue {
    /// What `doctor` says of the machine.
    static let doctor: [Entry] = [
        ("%1 (not made yet)", "%1 (ещё не создан)"),
        (
            "%1 %2[check|checks]: %3 %4[error|errors], %5 %6[warning|warnings]",
            "%1 %2[проверка|проверки|проверок]: %3 %4[ошибка|ошибки|ошибок], %5 "
                + "%6[предупреждение|предупреждения|предупреждений]"
        ),
        ("%1, %2 not made.", "%1, не %2[проведена|проведены|проведено] %2."),
        (
            "%1 %2[conversation|conversations] in %3 (%4 KiB, %5, %6).",
            "%1 %2[беседа|беседы|бесед] в %3 (%4 КиБ, %5, %6)."
        ),
        ("%1 (%2) cannot be looked at: %3.", "%1 (%2) недоступен: %3."),
        (
            "%1 MCP %2[server|servers] and %3 local %4[tool|tools] are set up (%5); none was started.",
            "Настроено: %1 %2[сервер|сервера|серверов] MCP и %3 %4[локальный инструмент|локальных инструмента|локальных инструментов] (%5); ничего не "
                + "запускалось."
        ),
        ("%1 and %2", "%1 и %2"),
        ("%1 belongs to another account (user id %2)", "%1 принадлежит другой учётной записи (id %2)"),
        ("%1 cannot be read within %2 s.", "%1 не удаётся прочитать за %2 с."),
        ("%1 cannot be written, so conversations are not kept.", "%1 нельзя записать, поэтому беседы не сохраняются."),
        (
            "%1 files and connections may be open, and up to %2 where batches need them.",
            "Открыть можно файлов и соединений: %1, а если нужно пакетам — до %2."
        ),
        ("%1 is damaged: %2.", "База %1 повреждена: %2."),
        ("%1 is made with the first conversation.", "%1 появится с первой беседой."),
        ("%1 may be changed by other accounts", "%1 могут изменить другие учётные записи"),
        ("%1 may be read by other accounts", "%1 могут прочитать другие учётные записи"),
        ("%1 may be replaced by other accounts", "%1 могут подменить другие учётные записи"),
        ("%1 reaches instances.", "%1 служит для связи с инстансами."),
        ("%1, %2 columns by %3 rows, with colour.", "%1, %2 × %3 (столбцы и строки), с цветом."),
        ("%1, %2 columns by %3 rows, without colour.", "%1, %2 × %3 (столбцы и строки), без цвета."),
        ("%1, since LC_ALL, LC_CTYPE and LANG are not set", "%1, так как LC_ALL, LC_CTYPE и LANG не заданы"),
        ("%1, the %2, is no folder.", "%1 (%2) — не каталог."),
        (
            "%1, the %2, cannot be made, since %3 is no folder.",
            "%1 (%2) не удастся создать: %3 — не каталог."
        ),
        ("Set %1 to a folder.", "Укажите каталог в %1."),
        (
            "At most %1 files and connections may be open, which bounds batches.",
            "Открыть можно файлов и соединений: не больше %1, это ограничивает пакеты."
        ),
        (
            "Check the disk or the network file system that it is on.",
            "Проверьте диск или сетевую файловую систему, где он лежит."
        ),
        (
            "Correct %1 and what is beside it; `cloudcompute mcp list` shows what is read.",
            "Исправьте %1 и соседние файлы; что читается, покажет `cloudcompute mcp list`."
        ),
        ("Correct the file, or move it away.", "Исправьте файл или уберите его."),
        ("Files are in %1.", "Файлы лежат в %1."),
        ("Fix: %1", "Что делать: %1"),
        (
            "Give your account access to the folders above it.",
            "Дайте своей учётной записи доступ к вышестоящим каталогам."
        ),
        (
            "Give your account the right to write it, or set XDG_DATA_HOME to another folder.",
            "Дайте своей учётной записи право записи или задайте XDG_DATA_HOME с другим каталогом."
        ),
        ("Install openssh-client.", "Установите openssh-client."),
        (
            "Keep what can be read with `cloudcompute history export`, then move the file away, for example %1.",
            "Спасите читаемое командой `cloudcompute history export`, затем уберите файл, например %1."
        ),
        ("MCP servers", "серверы MCP"),
        ("Make room on the disk.", "Освободите место на диске."),
        (
            "Move the file away, for example %1, or set XDG_DATA_HOME to another folder.",
            "Уберите файл, например %1, или задайте XDG_DATA_HOME с другим каталогом."
        ),
        ("Move the file away: `mv %1 %2`.", "Уберите файл: `mv %1 %2`."),
        ("Neither MCP servers nor local tools are set up.", "Ни серверы MCP, ни локальные инструменты не настроены."),
        (
            "No other account may change these files or read what is secret in them.",
            "Другие учётные записи не могут ни изменить эти файлы, ни прочитать в них секретное."
        ),
        (
            "Raise the limit with `ulimit -Hn %1` as root, or in /etc/security/limits.conf.",
            "Поднимите предел: `ulimit -Hn %1` от имени root или в /etc/security/limits.conf."
        ),
        ("Run %1.", "Выполните %1."),
        ("Run `export LC_CTYPE=C.UTF-8`.", "Выполните `export LC_CTYPE=C.UTF-8`."),
        (
            "Run `export LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=%1`.",
            "Выполните `export LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=%1`."
        ),
        (
            "Update this program, or set XDG_DATA_HOME to another folder.",
            "Обновите эту программу или задайте XDG_DATA_HOME с другим каталогом."
        ),
        (
            "Wait for the other program that has it, and run this again.",
            "Подождите другую программу, которая её заняла, и повторите."
        ),
        (
            "Run `export TERM=xterm-256color`, or what your terminal's manual names.",
            "Выполните `export TERM=xterm-256color` или то, что указано в руководстве терминала."
        ),
        ("Run `stty cols 80 rows 24`.", "Выполните `stty cols 80 rows 24`."),
        ("TERM is %1, so lines are neither edited nor coloured.", "TERM: %1, поэтому нет ни правки строк, ни цвета."),
        ("The disk of %1 has %2 MiB left.", "На диске с %1 осталось %2 МиБ."),
        ("The locale is %1, which is UTF-8.", "Локаль — %1, это UTF-8."),
        ("The locale is %1, which this system does not have.", "Локаль — %1, в этой системе её нет."),
        ("The locale is %1, which writes %2 and not UTF-8.", "Локаль — %1, она пишет в %2, а не в UTF-8."),
        ("The output is no terminal (TERM is %1).", "Вывод — не терминал (TERM: %1)."),
        ("The system does not tell how many files may be open.", "Система не сообщает, сколько файлов можно открыть."),
        ("The terminal (%1) does not tell its size.", "Терминал (%1) не сообщает своего размера."),
        (
            "There is no ssh in PATH, which instances are reached by.",
            "В PATH нет ssh, а через него идёт связь с инстансами."
        ),
        ("any number", "сколько угодно"),
        ("cache folder", "каталог кэша"),
        ("checking the setup,", "проверяются настройки,"),
        (
            "cloudcompute %1 on %2, kernel %3 (%4), with Swift %5, libedit %6 and SQLite %7.",
            "cloudcompute %1 на %2, ядро %3 (%4), Swift %5, libedit %6, SQLite %7."
        ),
        ("configuration folder", "каталог настроек"),
        ("conversations", "беседы"),
        ("data folder", "каталог данных"),
        ("input history", "история ввода"),
        ("key", "ключ"),
        ("no fault found", "ошибок не найдено"),
        ("of an unknown version", "неизвестной версии"),
        ("schema version %1", "версия схемы %1"),
        (
            "schema version %1, which the next command raises to %2",
            "версия схемы %1, следующая команда поднимет её до %2"
        ),
        ("state folder", "каталог состояния"),
        ("too large for a whole check in the time allowed", "слишком велика для полной проверки за отведённое время"),
    ]

    /// What `doctor` says of the way to the server and of the server.
    static let doctorServer: [Entry] = [
        (" Authorities are those of %1 (%2).", " Удостоверяющие центры — из %1 (%2)."),
        (
            "%1 (%2) is a part of %3, which the server lists.",
            "%1 (%2) — часть имени %3, которое есть в списке сервера."
        ),
        (
            "%1 (%2) is sent as it is, whatever the server lists.",
            "%1 (%2) отправляется как есть, что бы ни было в списке сервера."
        ),
        ("%1 and lists %2 %3[model|models].", "%1, в списке %2 %3[модель|модели|моделей]."),
        ("%1 answers in %2 ms", "%1 отвечает за %2 мс"),
        ("%1 answers", "%1 отвечает"),
        ("%1 cannot be looked up: %2.", "%1: имя не разрешается: %2."),
        ("%1 is %2, found in %3 ms.", "%1 — это %2, найдено за %3 мс."),
        ("%1 is an address, so there is nothing to look up.", "%1 — адрес, искать нечего."),
        (
            "%1 names a proxy, which is not used for this machine.",
            "В %1 назван прокси, для этой машины он не используется."
        ),
        (
            "%1 names a proxy, which is not used since %2 has \"%3\".",
            "В %1 назван прокси, он не используется, потому что в %2 есть «%3»."
        ),
        ("%1 was not found within %2 s.", "%1: адрес не найден за %2 с."),
        (
            "%1 would get keys and prompts unencrypted, so it is not used.",
            "%1 получил бы ключи и промпты незашифрованными, поэтому не используется."
        ),
        ("%1, and the server answers without one.", "%1, и сервер отвечает без него."),
        ("%1, and the server refuses the request: %2", "%1, и сервер отвергает запрос: %2"),
        ("%1, but refuses the request; see \"key\".", "%1, но отвергает запрос; см. «key»."),
        ("%1, since the settings cannot be read.", "%1: настройки не читаются."),
        ("%1, where keys and prompts go unencrypted.", "%1; ключи и промпты идут туда незашифрованными."),
        ("%1, which was not run.", "%1; она не запускалась."),
        ("%1; a server on this machine may not need one.", "%1; серверу на этой машине он может быть не нужен."),
        ("%1; the server answers.", "%1; сервер отвечает."),
        ("%1; the server was not asked about it.", "%1; сервер о нём не спрашивали."),
        ("A connection to the proxy was made in %1 ms.", "Соединение с прокси установлено за %1 мс."),
        ("A connection to the server was made in %1 ms.", "Соединение с сервером установлено за %1 мс."),
        (
            "Begin the base URL with https://, or set allow_insecure_http: true in the profile.",
            "Начните базовый URL с https:// или задайте в профиле allow_insecure_http: true."
        ),
        ("Begin the base URL with https://.", "Начните базовый URL с https://."),
        (
            "Certificates are not looked at through a proxy.",
            "Через прокси сертификат сервера здесь не просматривается."
        ),
        (
            "Check the host and the port of the base URL, the network and its firewall.",
            "Проверьте хост и порт базового URL, сеть и межсетевой экран."
        ),
        ("Check the host's name, /etc/resolv.conf and the network.", "Проверьте имя хоста, /etc/resolv.conf и сеть."),
        (
            "Check the key and the account, then run `cloudcompute login`.",
            "Проверьте ключ и счёт, затем выполните `cloudcompute login`."
        ),
        ("Check the name servers in /etc/resolv.conf.", "Проверьте серверы имён в /etc/resolv.conf."),
        ("Check the network, the proxy and the port of the base URL.", "Проверьте сеть, прокси и порт базового URL."),
        (
            "Check the path of the base URL; `cloudcompute config show` shows where it is set.",
            "Проверьте путь в базовом URL; где он задан, покажет `cloudcompute config show`."
        ),
        ("Choose one of `cloudcompute models`.", "Выберите одну из списка `cloudcompute models`."),
        ("Correct or unset %1.", "Исправьте или уберите %1."),
        ("Correct the base URL (%1); %2 is the standard one.", "Исправьте базовый URL (%1); обычный — %2."),
        (
            "Correct the setting; `cloudcompute config path` prints where the file is.",
            "Исправьте настройку; где файл, скажет `cloudcompute config path`."
        ),
        (
            "Correct the settings; `cloudcompute config show` shows them.",
            "Исправьте настройки; их покажет `cloudcompute config show`."
        ),
        ("Have the server's certificate renewed.", "Добейтесь обновления сертификата сервера."),
        ("It is not known where the API key comes from", "Неизвестно, откуда берётся ключ API"),
        ("No API key is sent (%1)", "Ключ API не отправляется (%1)"),
        ("No API key is set", "Ключ API не задан"),
        ("No connection to the proxy was made within %1 s.", "Соединиться с прокси за %1 с не удалось."),
        ("No connection to the server was made within %1 s.", "Соединиться с сервером за %1 с не удалось."),
        ("No connection was tried, since the address is not known.", "Соединение не проверялось: адрес неизвестен."),
        ("No host was looked up, since the proxy cannot be used.", "Имя не искалось: прокси использовать нельзя."),
        ("No model is set, so that commands need --model.", "Модель не задана, поэтому командам нужен --model."),
        ("No variable names a proxy for this URL.", "Для этого URL прокси ни в одной переменной не назван."),
        ("Not checked, because of --offline.", "Не проверялось из-за --offline."),
        ("Not checked, since the base URL is not used.", "Не проверялось: базовый URL не используется."),
        ("Not checked, since the settings cannot be read.", "Не проверялось: настройки не читаются."),
        ("Not checked.", "Не проверялось."),
        (
            "Nothing was asked, since the certificate is not trusted; see \"tls\".",
            "Запроса не было: сертификату нет доверия; см. «tls»."
        ),
        ("Nothing was asked, since there is no connection.", "Запроса не было: нет соединения."),
        ("Nothing was asked, since there is no key to ask with.", "Запроса не было: нет ключа."),
        ("Profile %1 (%2) with %3 (%4)", "Профиль %1 (%2), адрес %3 (%4)"),
        (
            "Put the certificate of the authority \"%1\" into %2 (%3), if you trust it.",
            "Добавьте сертификат центра «%1» в %2 (%3), если доверяете ему."
        ),
        (
            "Put the certificate of the authority into %1 (%2), if you trust it.",
            "Добавьте сертификат центра в %1 (%2), если доверяете ему."
        ),
        (
            "Requests go through the proxy %1 (%2), since no_proxy does not name the server.",
            "Запросы идут через прокси %1 (%2): в no_proxy сервера нет."
        ),
        (
            "Requests go through the proxy %1 (%2), with a user name, since no_proxy does not name the server.",
            "Запросы идут через прокси %1 (%2) с именем пользователя: в no_proxy сервера нет."
        ),
        (
            "Run `cloudcompute login`, set CLOUDCOMPUTE_API_KEY or pass --api-key-file FILE.",
            "Выполните `cloudcompute login`, задайте CLOUDCOMPUTE_API_KEY или укажите --api-key-file FILE."
        ),
        (
            "Run this again later; if it stays so, ask who runs the server.",
            "Повторите позже; если не пройдёт, обратитесь к тем, кто держит сервер."
        ),
        (
            "Set ca_file in the profile, or SSL_CERT_FILE, to a file with the certificate of the authority \"%1\", if you trust "
                + "it.",
            "Задайте в ca_file профиля или в SSL_CERT_FILE файл с сертификатом центра «%1», если доверяете ему."
        ),
        (
            "Set ca_file in the profile, or SSL_CERT_FILE, to a file with the certificate of the authority, if you trust it.",
            "Задайте в ca_file профиля или в SSL_CERT_FILE файл с сертификатом центра, если доверяете ему."
        ),
        (
            "Set the clock, for example with `timedatectl set-ntp true`.",
            "Установите точное время, например: `timedatectl set-ntp true`."
        ),
        (
            "Set this machine's clock, or have the server's certificate renewed.",
            "Установите точное время на этой машине или добейтесь обновления сертификата сервера."
        ),
        ("Slow name lookup: %1", "Медленный поиск имени: %1"),
        ("Start the proxy, or correct or unset %1.", "Запустите прокси либо исправьте или уберите %1."),
        ("The API key cannot be used", "Ключ API использовать нельзя"),
        ("The API key comes from a command (%1)", "Ключ API даёт команда (%1)"),
        ("The API key is set (%1)", "Ключ API задан (%1)"),
        (
            "The certificate of %1 holds from %2 to %3, which is not now.",
            "Сертификат %1 действует с %2 по %3, сейчас он не действует."
        ),
        ("The certificate of %1 holds until %2, which is soon.", "Сертификат %1 действует до %2, это скоро."),
        ("The certificate of %1 holds until %2.", "Сертификат %1 действует до %2."),
        (
            "The certificate of %1 issued by \"%2\" holds until %3, which is soon.",
            "Сертификат %1, выданный центром «%2», действует до %3, это скоро."
        ),
        (
            "The certificate of %1 issued by \"%2\" holds until %3.",
            "Сертификат %1, выданный центром «%2», действует до %3."
        ),
        ("The connection is not encrypted.", "Соединение не шифруется."),
        ("The key was not read.", "Ключ не прочитан."),
        ("The sandbox is a part of this process.", "Песочница — часть этого процесса."),
        ("The server did not tell the time.", "Сервер не сообщил время."),
        ("The server does not list %1 (%2).", "В списке сервера нет %1 (%2)."),
        ("The server lists %1 (%2).", "%1 (%2) есть в списке сервера."),
        ("The server showed no certificate.", "Сервер не показал сертификата."),
        ("The settings were not read.", "Настройки не прочитаны."),
        (
            "This machine's clock agrees with the server's within %1 s.",
            "Часы этой машины и сервера расходятся не больше чем на %1 с."
        ),
        (
            "This machine's clock is %1 s ahead of the server's.",
            "Часы этой машины спешат на %1 с относительно сервера."
        ),
        ("This machine's clock is %1 s behind the server's.", "Часы этой машины отстают на %1 с от сервера."),
        ("Wait, and run this again.", "Подождите и повторите."),
        ("Whether the server lists %1 (%2) is not known.", "Есть ли %1 (%2) в списке сервера, неизвестно."),
    ]
}
