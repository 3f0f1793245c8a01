extension Catalogue {
    /// What goes wrong with tools, templates and conversations.
    static let toolErrors: [Entry] = [
        (
            "The tools that are allowed for good cannot be read or kept: %1: %2.",
            "Список постоянно разрешённых инструментов не удаётся прочитать или сохранить: %1: %2."
        ),
        (
            "%1 does not hold tools that are allowed for good, so none of them are; move it away.",
            "%1 не содержит списка постоянно разрешённых инструментов, поэтому ни один не разрешён; переместите файл."
        ),
        (
            "%1 belongs to another account (user id %2), so no tool is allowed by it; move it away.",
            "%1 принадлежит другой учётной записи (uid %2), поэтому не разрешает ни одного инструмента; переместите файл."
        ),
        (
            "%1 may be changed by other accounts, so no tool is allowed by it; if it says what you want, run `chmod go-w %2`.",
            "%1 могут изменять другие учётные записи, поэтому он не разрешает ни одного инструмента; если содержимое верно, выполните `chmod go-w %2`."
        ),
        (
            "%1 lies in a folder in which every account may replace it, so no tool is allowed by it; run `chmod o-w %2`.",
            "%1 лежит в каталоге, где его может заменить любая учётная запись, поэтому он не разрешает ни одного инструмента; выполните `chmod o-w %2`."
        ),
        (
            "What is allowed for good was not kept, since another program holds %1; it counts for this session.",
            "Постоянное разрешение не сохранено, так как %1 занят другой программой; оно действует в этом сеансе."
        ),
        (
            "%1 This model or server may not take tools: --tools none asks without them.",
            "%1 Возможно, эта модель или сервер не принимает инструменты: --tools none спрашивает без них."
        ),
        (
            "The model has called tools in %1 rounds and wants more; --max-tool-rounds allows more, and -c goes on.",
            "Модель вызывала инструменты в %1 %1[раунде|раундах|раундах] и хочет ещё; --max-tool-rounds разрешает больше, а -c продолжает беседу."
        ),
        (
            "The folder %1 for %2 cannot be made: %3; choose another place.",
            "Не удаётся создать каталог %1 для %2: %3; выберите другое место."
        ),
        (
            "%1 cannot be made: %2; check the folder's permissions.",
            "Не удаётся создать %1: %2; проверьте права на каталог."
        ),
        (
            "%1 is not a conversation database; move it or choose another file.",
            "%1 — не база бесед; переместите её или выберите другой файл."
        ),
        (
            "%1 was written by a later version of this program; update this one.",
            "%1 записан более новой версией этой программы; обновите программу."
        ),
        (
            "There is no conversation %1 in %2; list them to see their numbers.",
            "В %2 нет беседы %1; номера бесед видны в их списке."
        ),
        (
            "No conversation in %1 matches \"%2\"; `cloudcompute history list` or /list shows them.",
            "В %1 нет беседы, подходящей под «%2»; список показывают `cloudcompute history list` и /list."
        ),
        (
            "There is no reply %1 in %2; its conversation was deleted, so begin a new one.",
            "В %2 нет ответа %1; его беседа удалена, поэтому начните новую."
        ),
        (
            "Several documents in %1 have a hash that begins with \"%2\"; history show prints the hashes of a conversation's documents.",
            "В %1 несколько документов, хеш которых начинается с «%2»; history show печатает хеши документов беседы."
        ),
        (
            "No document in %1 has a hash that begins with \"%2\"; history show prints the hashes of a conversation's documents.",
            "В %1 нет документа, хеш которого начинается с «%2»; history show печатает хеши документов беседы."
        ),
        ("The conversation is no longer in %1; begin a new one.", "Этой беседы больше нет в %1; начните новую."),
        (
            "The disk that holds %1 is full; free some space and try again.",
            "Диск, на котором лежит %1, заполнен; освободите место и повторите попытку."
        ),
        (
            "Another program keeps %1 busy; try again when it is done.",
            "%1 занят другой программой; повторите попытку, когда она закончит."
        ),
        (
            "%1 is damaged; move it away, and save what is whole with sqlite3's \".recover\".",
            "%1 повреждён; переместите его и спасите уцелевшее командой «.recover» программы sqlite3."
        ),
        (
            "The disk fails to read or write %1; check it and try again.",
            "Диск не может прочитать или записать %1; проверьте его и повторите попытку."
        ),
        (
            "%1 cannot be used (SQLite error %2); try again.",
            "%1 нельзя использовать (ошибка SQLite %2); повторите попытку."
        ),
        ("%1 cannot be used; try again.", "%1 нельзя использовать; повторите попытку."),
        (
            "\"%1\" matches several conversations: %2 and more; name one by its number.",
            "Под «%1» подходит несколько бесед: %2 и другие; укажите одну по номеру."
        ),
        (
            "\"%1\" matches several conversations: %2; name one by its number.",
            "Под «%1» подходит несколько бесед: %2; укажите одну по номеру."
        ),
        ("The template %1", "Шаблон %1"),
        (
            "%1 cannot be read: %2; cloudcompute template list lists the saved ones.",
            "%1 не читается: %2; сохранённые шаблоны показывает cloudcompute template list."
        ),
        ("%1 begins with \"---\" but has no second \"---\".", "%1 начинается с «---», но второго «---» нет."),
        ("%1 has neither a body nor a system prompt.", "%1 не содержит ни тела, ни системного промпта."),
        ("The front matter of %1", "Заголовок шаблона %1"),
        ("%1 needs a value for %2.", "%1: нужно значение для %2."),
        ("%1, line %2", "%1, строка %2"),
        (
            "%1 has more than %2 entries, or is nested deeper than %3.",
            "%1: больше %2 %2[записи|записей|записей] или вложенность глубже %3."
        ),
        (
            "%1 uses more than %2 aliases (*name); write out what they stand for.",
            "%1: больше %2 %2[псевдонима|псевдонимов|псевдонимов] (*имя); напишите на их месте то, что они обозначают."
        ),
        ("%1 is not YAML: %2.", "%1: это не YAML: %2."),
        ("%1: expected entries of the form \"name: value\".", "%1: ожидаются записи вида «имя: значение»."),
        ("%1: expected a name before the colon.", "%1: перед двоеточием ожидается имя."),
        ("%1: \"%2\" should be text.", "%1: в «%2» должен стоять текст."),
        (" or ", " или "),
        ("Did you mean %1?", "Возможно, имелось в виду %1?"),
        (
            "None is set up; `cloudcompute mcp list` names the files that are looked for.",
            "Ни одного не настроено; какие файлы просматриваются, показывает `cloudcompute mcp list`."
        ),
        ("There are %1%2.", "Есть %1%2."),
        ("There is no tool or server \"%1\". %2", "Нет инструмента или сервера «%1». %2"),
        ("The server %1 in %2 cannot be used: %3.", "Сервер %1 из %2 нельзя использовать: %3."),
        (
            "\"none\" takes no tools and does not go with other names.",
            "«none» отключает инструменты и не сочетается с другими именами."
        ),
        (
            "%1 belongs to another account (user id %2), so no server in it is started; if it says what you want, copy it.",
            "%1 принадлежит другой учётной записи (uid %2), поэтому серверы из него не запускаются; если содержимое верно, скопируйте его."
        ),
        (
            "%1 may be changed by other accounts, so no server in it is started; if it says what you want, run `chmod go-w %2`.",
            "%1 могут изменять другие учётные записи, поэтому серверы из него не запускаются; если содержимое верно, выполните `chmod go-w %2`."
        ),
        (
            "%1 lies in a folder in which every account may replace it, so no server in it is started; run `chmod o-w %2`.",
            "%1 лежит в каталоге, где его может заменить любая учётная запись, поэтому серверы из него не запускаются; выполните `chmod o-w %2`."
        ),
        ("%1, line %2, column %3 is not JSON: %4.", "%1, строка %2, столбец %3: это не JSON: %4."),
        ("%1 does not hold a JSON object.", "%1 не содержит объекта JSON."),
        (
            "%1 names no servers: it should have an object \"mcpServers\", \"servers\" or \"mcp\".",
            "%1 не называет серверов: в нём должен быть объект \"mcpServers\", \"servers\" или \"mcp\"."
        ),
        ("%1 names more than %2 servers.", "%1 называет больше %2 %2[сервера|серверов|серверов]."),
        ("%1 names the server \"%2\" twice.", "%1 дважды называет сервер «%2»."),
        ("%1 has a server without a name.", "В %1 есть сервер без имени."),
        (
            "%1 holds secrets and may be read by other accounts; run `chmod 600 %2`, or put ${NAME} in their place.",
            "%1 содержит секреты, а читать его могут другие учётные записи; выполните `chmod 600 %2` или поставьте на их место ${NAME}."
        ),
        ("The server %1 is left out: %2.", "Сервер %1 пропущен: %2."),
        (
            "The server %1 is left out: %2. Its standard error ends with: %3",
            "Сервер %1 пропущен: %2. Его вывод ошибок заканчивается так: %3"
        ),
        ("The tool \"%1\" of %2 is left out: %3.", "Инструмент «%1» сервера %2 пропущен: %3."),
        ("\"%1\" since %2", "«%1» (%2)"),
        ("The server %1 has no tool %2.", "У сервера %1 нет инструмента %2."),
        ("The tool %1 is left out: %2.", "Инструмент %1 пропущен: %2."),
        (
            "Only a part of the tools of %1 is taken: its list did not end after %2 pages.",
            "Взята только часть инструментов сервера %1: его список не закончился и после %2 %2[страницы|страниц|страниц]."
        ),
        (
            "The server %1 writes text among its messages, which is passed over.",
            "Сервер %1 пишет среди своих сообщений текст, который пропускается."
        ),
        (
            "%1 tools of %2 are left out: %3, and %4 more.",
            "У сервера %2 %1[пропущен|пропущены|пропущено] %1 %1[инструмент|инструмента|инструментов]: %3 и ещё %4."
        ),
        (
            "%1 tools of %2 are left out: %3.",
            "У сервера %2 %1[пропущен|пропущены|пропущено] %1 %1[инструмент|инструмента|инструментов]: %3."
        ),
        ("its schema has more than %1 parts", "в его схеме больше %1 %1[части|частей|частей]"),
        ("its schema is nested deeper than %1 levels", "его схема вложена глубже %1 %1[уровня|уровней|уровней]"),
        ("its schema is not that of an object", "его схема — не схема объекта"),
        (
            "its name is empty, too long or has control characters",
            "его имя пустое, слишком длинное или содержит управляющие символы"
        ),
        ("its name stands twice in the list", "его имя стоит в списке дважды"),
        ("its schema has an x-mcp-header that is not allowed (%1)", "в его схеме недопустимый x-mcp-header (%1)"),
        ("there is no %1.json that describes it", "нет файла %1.json с его описанием"),
        ("it is not executable; run `chmod u+x %1`", "он не исполняемый; выполните `chmod u+x %1`"),
        ("it belongs to another account (user id %1)", "он принадлежит другой учётной записи (uid %1)"),
        (
            "other accounts may change or replace it; run `chmod go-w %1`",
            "его могут изменить или заменить другие учётные записи; выполните `chmod go-w %1`"
        ),
        ("it is missing or not a regular file", "его нет, или это не обычный файл"),
        (
            "its name is not 1 to 64 letters, digits, - and _, or has __, or is all or none",
            "его имя — не от 1 до 64 букв, цифр, - и _, либо содержит __, либо это all или none"
        ),
        ("%1.json cannot be used: %2", "%1.json нельзя использовать: %2"),
        ("%1 in %2.json", "%1 в %2.json"),
    ]
}
