extension Catalogue {
    /// What is said of tools, their servers, and whether a call may run.
    static let tools: [Entry] = [
        // The question.
        (
            "The model wants to call %1 (%2), with",
            "Модель хочет вызвать %1 (%2); аргументы:"
        ),
        (
            "The model wants to call %1 (%2); it is not what was allowed before, with",
            "Модель хочет вызвать %1 (%2); это не то, что было разрешено раньше; аргументы:"
        ),
        ("its file", "файл инструмента"),
        ("the server %1", "сервер %1"),
        ("a local tool", "локальный инструмент"),
        ("server %1", "сервер %1"),
        ("  (%1 %2)", "  (%1 сообщает: %2)"),
        ("says it only reads", "только читает"),
        ("says it may destroy", "может уничтожать данные"),
        ("says it reaches other systems", "обращается к другим системам"),
        ("%1 (%2). Run it?", "%1 (%2). Запустить?"),
        (
            "%1 y once, s this tool this session, a always, n [reason] no, d details: ",
            "%1 y — один раз, s — этот инструмент до конца сеанса, a — всегда, n [причина] — нет, d — подробности: "
        ),
        (
            "%1 y once, s this tool this session, S all of %2 this session, a always, n [reason] no, d details: ",
            "%1 y — один раз, s — этот инструмент до конца сеанса, S — все инструменты %2 до конца сеанса, a — всегда, "
                + "n [причина] — нет, d — подробности: "
        ),
        (
            "%1 d shows the rest first, n [reason] no: ",
            "%1 d — сначала показать остальное, n [причина] — нет: "
        ),
        ("Not all of the call is shown yet; d shows it.", "Вызов показан не весь; остальное покажет d."),
        ("\"%1\" is none of the answers.", "«%1» — не один из ответов."),
        ("Description, as %1 gives it:", "Описание (источник: %1):"),
        ("Description:", "Описание:"),
        ("Schema:", "Схема:"),
        ("From:", "Источник:"),
        ("Arguments:", "Аргументы:"),
        ("  The arguments:", "  Аргументы:"),
        ("  … and %1 more lines", "  … и ещё %1 %1[строка|строки|строк]"),
        ("  … and more, which is not shown", "  … остальное не показано"),
        ("  Its definition has changed:", "  Его определение изменилось:"),
        (
            "  Its program, a file that it is given, or a part that is masked or not compared here is another one.",
            "  Изменилась его программа, файл, который ей передаётся, или часть, которая здесь скрыта или не сравнивается."
        ),
        ("description of %1 bytes", "описание: %1 %1[байт|байта|байт]"),
        // How a call ended.
        ("done", "готово"),
        ("failed", "ошибка"),
        ("denied", "отклонено"),
        ("unknown tool", "неизвестный инструмент"),
        ("bad arguments", "неверные аргументы"),
        ("timed out", "время истекло"),
        ("over limit", "сверх лимита"),
        // Why a server does not work.
        ("%1 cannot be started: %2", "не удалось запустить %1: %2"),
        ("no such program in PATH", "такой программы нет в PATH"),
        ("its folder %1 is not there", "его каталога %1 нет"),
        ("it ended (%1)", "он завершился (%1)"),
        ("exit status %1", "код завершения %1"),
        ("signal %1", "сигнал %1"),
        ("it did not answer within %1 s", "он не ответил за %1 с"),
        ("it refused the first requests (%1)", "он отклонил первые запросы (%1)"),
        ("%1; %2", "%1; %2"),
        (
            "it speaks version \"%1\" of the protocol, which is not known here",
            "он использует неизвестную версию протокола «%1»"
        ),
        ("it writes without end what nobody asked for", "он без конца пишет то, чего у него не запрашивали"),
        ("it sent a line of more than %1 MiB", "он отправил строку больше %1 МиБ"),
        ("its list of tools is larger than %1 MiB", "его список инструментов больше %1 МиБ"),
        (
            "its answer to tools/list holds no list of tools",
            "в его ответе на tools/list нет списка инструментов"
        ),
        (
            "its URL answers %1, as no MCP server with streamable HTTP does",
            "его URL отвечает %1, чего не бывает у сервера MCP с потоковым HTTP (streamable HTTP)"
        ),
        (
            "its URL answers %1, as no MCP server with streamable HTTP does (%2)",
            "его URL отвечает %1, чего не бывает у сервера MCP с потоковым HTTP (streamable HTTP): %2"
        ),
        ("The answer is larger than %1 MiB.", "Ответ больше %1 МиБ."),
        ("the answer ended before its result", "ответ оборвался до результата"),
        (
            "it asks for a login (401), and OAuth is not spoken here: put a token into the entry's headers, or bridge it with "
                + "a program over stdio such as mcp-proxy",
            "он требует входа (401), а OAuth здесь не поддерживается: укажите токен в заголовках записи или подключите "
                + "его через stdio с помощью программы-посредника, например mcp-proxy"
        ),
        ("it was interrupted", "он был прерван"),
        // What is wrong with the entry of a server.
        ("its entry is not a JSON object", "его запись — не объект JSON"),
        ("\"%1\" should be %2", "неверное значение «%1»: ожидается %2"),
        ("true or false", "true или false"),
        ("a string", "строка"),
        ("an array of strings", "массив строк"),
        ("an object of strings", "объект со строковыми значениями"),
        (
            "its entry has neither \"command\" nor \"url\"",
            "в его записи нет ни «command», ни «url»"
        ),
        ("its entry has both \"command\" and \"url\"", "в его записи есть и «command», и «url»"),
        ("its type \"%1\" is not stdio or http", "его тип «%1» — не stdio и не http"),
        (
            "the type \"sse\" is deprecated and not supported; use the server's streamable HTTP",
            "тип «sse» устарел и не поддерживается; используйте потоковый HTTP (streamable HTTP) этого сервера"
        ),
        (
            "\"%1\" has %2, which is not run or asked for here",
            "в «%1» есть %2, а здесь это не выполняется и не запрашивается"
        ),
        ("the variable %1 in \"%2\" is not set", "переменная %1 из «%2» не задана"),
        (
            "\"%1\" names %2, and keys of this program are given to no server",
            "в «%1» названа %2, а ключи этой программы не передаются серверам"
        ),
        (
            "%1 is not a URL with https, or with http on this machine",
            "%1 — не URL с https и не URL с http на этом компьютере"
        ),
        ("the header \"%1\" cannot be sent", "заголовок «%1» нельзя отправить"),
        ("\"%1\" cannot be the name of a variable", "«%1» не может быть именем переменной"),
        ("\"%1\" has a NUL character", "в «%1» есть символ NUL"),
        (
            "\"%1\" has more than %2 elements",
            "в «%1» больше %2 %2[элемента|элементов|элементов]"
        ),
        ("in a part of the schema", "в части схемы"),
        // What is wrong with a local tool.
        ("it is not JSON: %1", "это не JSON: %1"),
        ("it cannot be read", "его не удалось прочитать"),
        ("it is not a JSON object", "это не объект JSON"),
        ("\"description\" is not a string", "«description» — не строка"),
        (
            "\"timeout\" is not a number of seconds from 0 to 600",
            "«timeout» — не число секунд от 0 до 600"
        ),
    ]
}
