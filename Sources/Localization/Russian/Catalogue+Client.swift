extension Catalogue {
    /// What goes wrong between this program and a server.
    static let client: [Entry] = [
        ("%1 The base URL may have to be %2.", "%1 Возможно, базовый URL должен быть таким: %2."),
        (
            "%1%2 answered %3 for the model \"%4\": %5 Check the base URL and the name of the model.",
            "%1%2 отвечает кодом %3 для модели «%4»: %5 Проверьте базовый URL и имя модели."
        ),
        ("%1 The model asked for is \"%2\".", "%1 Запрошена модель «%2»."),
        (
            "%1 announces its reply again and again, and never sends it.",
            "%1 снова и снова объявляет ответ, но не присылает его."
        ),
        (
            "%1 has gone back from HTTP/2 to HTTP/1.1, for which the program has to be started again.",
            "%1 вернулся с HTTP/2 к HTTP/1.1; для этого программу нужно запустить снова."
        ),
        ("%1 closed the connection before the reply was complete.", "%1 закрыл соединение, не закончив ответ."),
        (
            "%1 did not finish the TLS handshake in the time allowed.",
            "%1 не завершил рукопожатие TLS за отведённое время."
        ),
        ("%1 does not speak HTTP as expected.", "%1 отвечает не по правилам HTTP."),
        ("%1 is larger than %2 MiB.", "%1 больше %2 МиБ."),
        ("%1 is not the URL of a file.", "%1 — не URL файла."),
        ("%1 is not usable.", "%1 использовать нельзя."),
        ("%1 keeps the connection open without a reply.", "%1 держит соединение открытым, но не отвечает."),
        ("%1 leads from one place to the next without end.", "%1 бесконечно переадресует с одного места на другое."),
        ("%1 leads to no URL.", "%1 не ведёт ни к какому URL."),
        ("%1 sends comments without end, and no reply.", "%1 без конца шлёт комментарии, но не ответ."),
        ("%1 stopped sending.", "%1 перестал передавать данные."),
        ("%1 took longer than the time allowed.", "%1 не уложился в отведённое время."),
        (
            "Access to %1 needs a user name and a password, or others than those given.",
            "Для доступа к %1 нужны имя пользователя и пароль, или указанные не подходят."
        ),
        ("Cannot connect to %1 in the time allowed.", "Не удалось соединиться с %1 за отведённое время."),
        ("Cannot connect to %1: %2.", "Не удалось соединиться с %1: %2."),
        ("Could not download %1: %2.", "Не удалось скачать %1: %2."),
        ("Could not download %1: the server answered %2.", "Не удалось скачать %1: сервер ответил %2."),
        ("No answer came from %1 in the time allowed.", "%1: ответа за отведённое время не было."),
        ("No connection to %1 is allowed by %2.", "Соединение с %1 не разрешает %2."),
        (
            "The API key is empty or holds a space, a line break or a letter that is not ASCII.",
            "Ключ API пуст либо содержит пробел, перевод строки или символ не из ASCII."
        ),
        ("The API key is not valid.", "Ключ API недействителен."),
        ("The TLS handshake with %1 failed.", "Рукопожатие TLS с %1 не удалось."),
        ("The balance is exhausted.", "Средства на балансе исчерпаны."),
        ("The base URL \"%1\" %2.", "Базовый URL «%1» %2."),
        ("The base URL \"%1\" cannot be used.", "Базовый URL «%1» использовать нельзя."),
        (
            "The base URL holds a user name or a password; give the key apart from it.",
            "Базовый URL содержит имя пользователя или пароль; укажите ключ отдельно от него."
        ),
        ("The certificate of %1 is not trusted: %2.", "Сертификату %1 нет доверия: %2."),
        ("The compressed reply broke off before its end.", "Сжатый ответ оборвался, не дойдя до конца."),
        ("The connection to %1 broke.", "Соединение с %1 оборвалось."),
        ("The connection to %1 broke: %2.", "Соединение с %1 оборвалось: %2."),
        (
            "The file of certificate authorities %1 cannot be read.",
            "Файл удостоверяющих центров %1 не читается."
        ),
        (
            "The file of certificate authorities %1 holds no certificate in PEM form.",
            "В файле удостоверяющих центров %1 нет сертификата в виде PEM."
        ),
        (
            "The folder of certificate authorities %1 cannot be read.",
            "Каталог удостоверяющих центров %1 не читается."
        ),
        (
            "The folder of certificate authorities %1 holds no certificate in PEM form.",
            "В каталоге удостоверяющих центров %1 нет сертификата в виде PEM."
        ),
        ("The list of models is not JSON: %1.", "Список моделей — не JSON: %1."),
        ("The proxy in %1 %2.", "Прокси из %1 %2."),
        ("The reply broke off before its end.", "Ответ оборвался, не дойдя до конца."),
        ("The request is too large.", "Запрос слишком велик."),
        ("The request was cancelled.", "Запрос отменён."),
        (
            "The server answered with an HTML page titled \"%1\".",
            "Сервер ответил страницей HTML с заголовком «%1»."
        ),
        ("The server answered with an HTML page.", "Сервер ответил страницей HTML."),
        (
            "The server answered with status %1 and no explanation.",
            "Сервер ответил кодом состояния %1 без объяснений."
        ),
        ("The server behind the gateway does not answer.", "Сервер за шлюзом не отвечает."),
        ("The server cannot process this request.", "Сервер не может обработать этот запрос."),
        ("The server failed.", "На сервере сбой."),
        ("The server gave up waiting for the request.", "Сервер не дождался запроса."),
        ("The server reported an error.", "Сервер сообщил об ошибке."),
        (
            "The server sends the request on to %1, which a key must not follow.",
            "Сервер отсылает запрос дальше (%1), а ключ туда отправлять нельзя."
        ),
        ("The server's compressed reply cannot be unpacked.", "Сжатый ответ сервера не распаковывается."),
        ("The server's list of models holds no \"data\".", "В списке моделей сервера нет «data»."),
        ("The server's reply has no choices.", "В ответе сервера нет вариантов (choices)."),
        (
            "The server's reply is compressed by \"%1\", which was not asked for.",
            "Ответ сервера сжат способом «%1», о котором не просили."
        ),
        ("The server's reply is empty.", "Ответ сервера пуст."),
        (
            "The server's reply is neither JSON nor an event stream; it begins \"%1\".",
            "Ответ сервера — не JSON и не поток событий; он начинается с «%1»."
        ),
        ("The server's reply is not JSON: %1.", "Ответ сервера — не JSON: %1."),
        ("The server's reply", "Ответ сервера"),
        ("The service is unavailable.", "Служба недоступна."),
        ("The stream holds an event that is not JSON: %1.", "В потоке событие, которое не является JSON: %1."),
        (
            "The stream holds an event that is not a JSON object.",
            "В потоке событие, которое не является объектом JSON."
        ),
        ("There is no API at %1%2 (404).", "По адресу %1%2 нет API (404)."),
        ("There is nothing at this address.", "По этому адресу ничего нет."),
        ("This key has no access.", "У этого ключа нет доступа."),
        ("Too many requests.", "Слишком много запросов."),
        ("What %1 names is larger than %2 bytes.", "Файл по адресу %1 больше %2 %2[байта|байт|байт]."),
        ("What answers at %1 does not speak HTTP.", "То, что отвечает по адресу %1, не говорит по HTTP."),
        ("What answers at %1 does not speak TLS.", "То, что отвечает по адресу %1, не говорит по TLS."),
        ("another address", "другой адрес"),
        (
            "begins with %1://; proxies of http:// and socks5:// can be used",
            "начинается с %1://; годятся прокси http:// и socks5://"
        ),
        ("does not begin with https:// or http://", "не начинается с https:// или http://"),
        ("has a % in its host", "содержит % в имени хоста"),
        ("has a ? or a # in it", "содержит ? или #"),
        ("has a port that does not exist", "содержит порт, которого не бывает"),
        (
            "has a user name, which cannot be used with SOCKS",
            "содержит имя пользователя, чего SOCKS здесь не допускает"
        ),
        ("is not a URL such as http://proxy.example:3128", "не похож на URL вида http://proxy.example:3128"),
        ("is not a URL; it should look like %1", "не является URL; он должен выглядеть так: %1"),
        (
            "it has expired, or the authority that issued it is not known here",
            "он просрочен, или выдавший его центр здесь неизвестен"
        ),
        ("it expired on %1", "он просрочен с %1"),
        ("it is not valid before %1", "он действителен только с %1"),
        ("it is self-signed", "он самоподписанный"),
        ("it is that of another host", "он выдан для другого хоста"),
        ("names no host", "не называет хост"),
        ("no address answers", "ни один адрес не отвечает"),
        ("no connection was made", "соединение не установлено"),
        ("one above it expired on %1", "один из вышестоящих просрочен с %1"),
        ("one above it is not valid before %1", "один из вышестоящих действителен только с %1"),
        ("the authority that issued it is not known here", "выдавший его центр здесь неизвестен"),
        ("the name is not known", "имя не найдено"),
        ("the proxy %1", "прокси %1"),
        ("there is no connection", "нет соединения"),
    ]
}
