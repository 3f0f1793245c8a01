extension Catalogue {
    /// What the commands about tools and their servers say.
    static let toolCommands: [Entry] = [
        ("%1 %2[tool|tools]", "%1 %2[инструмент|инструмента|инструментов]"),
        ("%1, stateless", "%1, без состояния"),
        ("%1, with a handshake", "%1, с рукопожатием"),
        ("%1: %2, %3 s", "%1: %2, %3 с"),
        ("%1: does not work, %2", "%1: не работает, %2"),
        ("command", "команда"),
        ("disabled", "отключён"),
        ("does not say its name", "не называет себя"),
        ("instructions", "указания"),
        ("protocol", "протокол"),
        ("ready", "готов"),
        ("server", "сервер"),
        ("unusable", "непригоден"),
        ("  description", "  описание"),
        ("  from         %1", "  откуда       %1"),
        ("  it says      it %1", "  заявляет     %1"),
        ("  it says      nothing of its effects", "  заявляет     ничего о своём действии"),
        ("  parameters", "  параметры"),
        ("  title        %1", "  название     %1"),
        ("%1 (--allow-tool, or allow_tools: in the profile)", "%1 (--allow-tool или allow_tools: в профиле)"),
        ("%1 cannot be used: %2.", "%1 использовать нельзя: %2."),
        ("%1 is not the name of a tool.", "%1 — не имя инструмента."),
        ("%1 is not the name of a tool; did you mean %2?", "%1 — не имя инструмента; вы имели в виду %2?"),
        ("%1 is not the name of a tool; there are %2.", "%1 — не имя инструмента; есть %2."),
        ("%1 of %2 servers do not work.", "Не %1[работает|работают|работают] %1 из %2 %2[сервера|серверов|серверов]."),
        ("%1, where it is named %2", "%1, там он называется %2"),
        (
            "%1: not read are %2, which are other programs' own.",
            "%1: не читаются %2, это поля других программ."
        ),
        (
            "--allow-tool allows what --tools or tools: in the profile chooses; add -T NAME.",
            "--allow-tool разрешает то, что выбрано в --tools или в tools: профиля; добавьте -T NAME."
        ),
        (
            "--allow-tool takes a pattern of names, for example 'git__*'.",
            "--allow-tool принимает образец имён, например 'git__*'."
        ),
        (
            "--max-tool-rounds takes a number from 1 on, not %1; -T none takes no tools.",
            "--max-tool-rounds принимает число от 1, а не %1; без инструментов — -T none."
        ),
        ("--tools takes names; none takes no tools.", "--tools принимает имена; none — без инструментов."),
        ("Asked about again: %1.", "Снова потребуют разрешения: %1."),
        ("DESCRIPTION", "ОПИСАНИЕ"),
        ("FROM", "ОТКУДА"),
        ("HINTS", "ПОМЕТКИ"),
        (
            "No servers are set up in %1; docs/tools.md shows how, and --mcp-config FILE takes others.",
            "В %1 серверы не заданы; как это сделать, показывает docs/tools.md, а --mcp-config FILE берёт другой файл."
        ),
        ("No tool is always allowed.", "Постоянно разрешённых инструментов нет."),
        ("No tool that is always allowed fits %1.", "Среди постоянно разрешённых инструментов нет подходящего под %1."),
        (
            "No tools are set up: servers belong in %1, executables in %2.",
            "Инструменты не заданы: серверам место в %1, программам — в %2."
        ),
        ("SERVER", "СЕРВЕР"),
        ("The arguments are not JSON: %1.", "Аргументы — не JSON: %1."),
        ("The arguments are not a JSON object.", "Аргументы — не объект JSON."),
        (
            "The result has %1 characters; its middle is left out, as the text says.",
            "В результате %1 %1[символ|символа|символов]; середина опущена, о чём сказано в тексте."
        ),
        ("The server %1 does not work: %2.", "Сервер %1 не работает: %2."),
        ("There are no servers to try in %1.", "В %1 нет серверов для проверки."),
        (
            "There is no terminal to ask at whether a tool may run; pass --allow-tool PATTERN, set allow_tools: in the "
                + "profile, or pass --tools none.",
            "Нет терминала, чтобы спросить, можно ли запустить инструмент; укажите --allow-tool PATTERN, задайте allow_tools: в "
                + "профиле или укажите --tools none."
        ),
        (
            "There is no terminal to ask at, and %1 allows none of the chosen tools.",
            "Нет терминала, чтобы спросить, а %1 не разрешает ни одного из выбранных инструментов."
        ),
        (
            "There is no terminal to ask at, and %1 allows none of the tools that there are.",
            "Нет терминала, чтобы спросить, а %1 не разрешает ни одного из имеющихся инструментов."
        ),
        ("ending %1", "завершается %1"),
        ("local executable", "локальный инструмент"),
        ("may destroy", "может разрушить данные"),
        ("only reads", "только читает"),
        ("starting %1", "запускается %1"),
        ("starting servers,", "запускаются серверы,"),
        ("talks with others", "обращается вовне"),
    ]
}
