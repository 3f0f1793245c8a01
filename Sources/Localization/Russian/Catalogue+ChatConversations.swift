extension Catalogue {
    /// What the chat says of conversations, files and tools.
    static let chatConversations: [Entry] = [
        ("Nothing to fork yet.", "Копировать пока нечего."),
        (
            "/fork takes the number of messages to keep, 1 to %1.",
            "/fork принимает число сообщений, которые останутся, от 1 до %1."
        ),
        (
            "What follows message %1 is not stored and would be lost; run /save first.",
            "Всё после сообщения %1 не сохранено и пропадёт; сначала выполните /save."
        ),
        (
            "Now in a conversation of its own, a copy with %1 %2[message|messages]. The original is unchanged.",
            "Чат продолжается в отдельной беседе, копии с %1 %2[сообщением|сообщениями|сообщениями]. Исходная беседа не "
                + "изменилась."
        ),
        (
            "Now in conversation %1, a copy with %2 %3[message|messages]. The original is unchanged.",
            "Чат продолжается в беседе %1, копии с %2 %3[сообщением|сообщениями|сообщениями]. Исходная беседа не "
                + "изменилась."
        ),
        ("A new conversation.", "Новая беседа."),
        (
            "Name the conversation: /open ID, or the beginning of its title.",
            "Укажите беседу: /open ID или начало её названия."
        ),
        ("Give the words to search for: /search WORDS.", "Укажите слова для поиска: /search WORDS."),
        ("Title: %1", "Название: %1"),
        ("Title: none yet", "Название: пока нет"),
        ("Title set.", "Название задано."),
        (
            "Conversations are not kept in this chat (--no-save); /save stores this one.",
            "В этом чате беседы не сохраняются (--no-save); эту сохранит /save."
        ),
        ("No matches for \"%1\".", "По запросу «%1» ничего не найдено."),
        (
            "Conversation %1, \"%2\", %3 %4[message|messages].",
            "Беседа %1, «%2», %3 %4[сообщение|сообщения|сообщений]."
        ),
        (
            "Conversation %1, \"%2\", %3 %4[message|messages], with %5.",
            "Беседа %1, «%2», %3 %4[сообщение|сообщения|сообщений], модель %5."
        ),
        ("No title contains \"%1\".", "Бесед с «%1» в названии нет."),
        ("No conversation is stored yet.", "Сохранённых бесед пока нет."),
        (
            "… and %1 more; `cloudcompute history list --all` shows all.",
            "… и ещё %1; все показывает `cloudcompute history list --all`."
        ),
        ("It is stored already, as conversation %1.", "Беседа уже сохранена, её номер — %1."),
        ("It will be stored from the first message on.", "Беседа будет сохраняться с первого сообщения."),
        ("Saved as conversation %1.", "Беседа сохранена, её номер — %1."),
        (
            "The conversation is not being stored: %1 /save tries again.",
            "Беседа не сохраняется: %1 Попробовать ещё раз: /save."
        ),
        (
            "Another session has added %1 %2[message|messages] to this conversation, which this one does not send. "
                + "/fork keeps the two apart; /open %3 takes its messages in.",
            "В эту беседу другой сеанс добавил %1 %2[сообщение|сообщения|сообщений]; этот сеанс их не отправляет. "
                + "/fork разделит беседы; /open %3 добавит эти сообщения."
        ),
        // Summaries.
        (
            "/compact takes nothing, the number of messages to keep, show, or undo.",
            "/compact принимает число сообщений, которые останутся как есть, show, undo или ничего."
        ),
        (
            "There is nothing to summarize before the messages that are kept.",
            "Перед сообщениями, которые остаются как есть, сводить нечего."
        ),
        (
            "Summarizing %1 %2[message|messages] with %3.",
            "Модель %3 составляет сводку %1 %2[сообщения|сообщений|сообщений]."
        ),
        ("The summary was cut off", "Сводка оборвана"),
        ("No summary was written", "Сводка не составлена"),
        ("%1; the conversation stays as it is.", "%1; беседа не изменилась."),
        (
            "%1; the conversation stays as it is, and nothing was sent.",
            "%1; беседа не изменилась, ничего не отправлено."
        ),
        (
            "The first message became a summary of about %1 tokens; /compact show shows it, /compact undo takes it back.",
            "Первое сообщение заменено сводкой примерно на %1 %1[токен|токена|токенов]; показать её: /compact show, "
                + "отменить: /compact undo."
        ),
        (
            "The first %1 messages became a summary of about %2 tokens; /compact show shows it, /compact undo takes it back.",
            "Первые %1 %1[сообщение|сообщения|сообщений] заменены сводкой примерно на %2 %2[токен|токена|токенов]; "
                + "показать её: /compact show, отменить: /compact undo."
        ),
        ("The first message is not sent", "Первое сообщение не отправляется"),
        ("The first %1 messages are not sent", "Первые %1 %1[сообщение|сообщения|сообщений] не отправляются"),
        ("Message %1 is not sent", "Сообщение %1 не отправляется"),
        ("Messages %1 to %2 are not sent", "Сообщения с %1 по %2 не отправляются"),
        (
            "%1 any more; /compact undo takes them in again.",
            "%1, начиная с этого запроса; отменить это: /compact undo."
        ),
        (
            "%1 any more; the summary of %2 is. /compact undo takes them in again.",
            "%1, начиная с этого запроса; сводка %2 отправляется. Отменить это: /compact undo."
        ),
        ("%1; /compact undo takes them in again.", "%1; отменить это: /compact undo."),
        ("%1, as before.", "%1, как и раньше."),
        ("the first message", "первого сообщения"),
        ("the first %1 messages", "первых %1 %1[сообщения|сообщений|сообщений]"),
        ("Sent in place of %1%2:", "Отправляется вместо %1%2:"),
        (", by %1", ", составлено моделью %1"),
        ("All messages are sent as they are again.", "Все сообщения снова отправляются как есть."),
        ("The summary of %1 is sent still", "Сводка %1 по-прежнему отправляется"),
        ("The previous summary, of %1, counts again", "Снова действует прежняя сводка %1"),
        ("There is no summary; /compact makes one.", "Сводки нет; её составляет /compact."),
        (
            "The last message is part of the summary; /compact undo takes that back first.",
            "Последнее сообщение входит в сводку; сначала отмените её командой /compact undo."
        ),
        // Transcripts.
        ("Replace it? [y/N] ", "Заменить? [д/Н] "),
        ("Nothing was written.", "Ничего не записано."),
        ("%1 exists already; answer y or n.", "Файл %1 уже существует; ответьте «д» или «н»."),
        ("%1 exists already.", "Файл %1 уже существует."),
        ("Written to %1 as %2.", "Записано в %1 в формате %2."),
        (
            "Name the file: /export [--force] [markdown|json|jsonl] PATH.",
            "Укажите файл: /export [--force] [markdown|json|jsonl] PATH."
        ),
        ("Nothing to export yet.", "Записывать пока нечего."),
        (
            "%1 is no format and has no extension; formats are markdown, json and jsonl.",
            "%1 — не формат и не имя с расширением; форматы: markdown, json и jsonl."
        ),
        (
            "%1 cannot be written: it exists already; /export --force PATH replaces it.",
            "Файл %1 не удалось записать: он уже существует; заменить его: /export --force PATH."
        ),
        ("%1 cannot be written: %2.", "Файл %1 не удалось записать: %2."),
        ("it is a folder; name a file in it", "это каталог; укажите файл в нём"),
        ("it is a device; name a file", "это устройство; укажите файл"),
        // Tools.
        ("No tools are offered.", "Инструменты не предлагаются."),
        (
            "No tools are offered any more; /tools on offers them again.",
            "Инструменты больше не предлагаются; /tools on предложит их снова."
        ),
        (
            "No tools are offered; /tools on [NAME,…] offers some.",
            "Инструменты не предлагаются; предложить их: /tools on [NAME,…]."
        ),
        ("Name the tool: /tools %1 NAME.", "Укажите инструмент: /tools %1 NAME."),
        (
            "/tools takes on, off, allow, ask, show or log.",
            "/tools принимает on, off, allow, ask, show или log."
        ),
        (
            "The server lists %1 as a model without tools; /tools off offers it none.",
            "По данным сервера, модель %1 не поддерживает инструменты; /tools off отключает их."
        ),
        ("There are no tools.", "Инструментов нет."),
        ("runs without a question. %1", "запускается без вопроса. %1"),
        (
            "%1 tools are offered to the model.",
            "Модели %1[предложен|предложены|предложено] %1 %1[инструмент|инструмента|инструментов]."
        ),
        ("Without a question run: %1.", "Запускаются без вопроса: %1."),
        ("Asked about before they run: %1.", "Перед запуском задаётся вопрос: %1."),
        ("%1, runs without a question", "%1, запускается без вопроса"),
        ("%1, asked about before it runs", "%1, перед запуском задаётся вопрос"),
        ("No tool was called in this conversation.", "В этой беседе инструменты не вызывались."),
        ("/tools log takes the number of a call, 1 to %1.", "/tools log принимает номер вызова от 1 до %1."),
        ("Arguments: %1", "Аргументы: %1"),
        ("No tool fits %1; /tools lists them.", "Под %1 не подходит ни один инструмент; список показывает /tools."),
        ("There is no tool %1; /tools lists them.", "Инструмента %1 нет; список показывает /tools."),
        (
            "The model may call tools, after a question; /tools lists them.",
            "Модель может вызывать инструменты после вопроса; список показывает /tools."
        ),
        (
            "The model calls %1, but no tools are offered, so nothing was run; /tools on offers some.",
            "Модель вызывает %1, но инструменты не предлагаются, поэтому ничего не запущено; предложить их: /tools on."
        ),
        (
            "The model has called tools in %1 rounds and wants more; yes sends \"%2\", any other message is sent as it is.",
            "Модель вызывала инструменты в %1 %1[раунде|раундах|раундах] и хочет ещё; «да» отправит «%2», любое другое "
                + "сообщение отправится как есть."
        ),
        ("Continue? [y/N] ", "Продолжить? [д/Н] "),
        (
            "The tools' results are kept in the conversation; /retry starts over.",
            "Результаты инструментов сохранены в беседе; /retry начинает заново."
        ),
    ]
}
