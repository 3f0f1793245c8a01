extension Catalogue {
    /// The commands of the chat, as `/help` tells them.
    static let slashCommands: [Entry] = [
        ("Messages and replies", "Сообщения и ответы"),
        ("The model and what it is told", "Модель и её настройки"),
        ("Conversations", "Беседы"),
        ("The chat", "Чат"),
        ("send /text", "отправить /text"),
        (
            "\n/help COMMAND explains one command, /help help the keys.",
            "\n/help COMMAND описывает одну команду, /help help — клавиши."
        ),
        ("There is no command /%1.", "Команды /%1 нет."),
        (
            "There is no command /%1. Did you mean /help %2?",
            "Команды /%1 нет. Возможно, имелось в виду /help %2?"
        ),
        (
            "There is no command /%1; %2 To send a message that starts with /, type //.",
            "Команды /%1 нет; %2 Чтобы отправить сообщение, которое начинается с /, введите //."
        ),
        ("did you mean /%1?", "возможно, имелось в виду /%1?"),
        ("/help lists the commands.", "список команд показывает /help."),
        ("/%1 takes no argument.", "У команды /%1 нет аргументов."),
        ("show this list, or explain one command", "показать этот список или описание одной команды"),
        (
            "The keys: Ctrl-C stops a reply or cancels the line, Ctrl-D quits, Tab completes, Ctrl-R searches earlier "
                + "lines, Alt-Enter or Ctrl-J inserts a newline, Ctrl-X Ctrl-E opens the editor.",
            "Клавиши: Ctrl-C останавливает ответ или отменяет строку, Ctrl-D завершает работу, Tab дополняет, Ctrl-R ищет "
                + "в прежних строках, Alt-Enter или Ctrl-J вставляет перевод строки, Ctrl-X Ctrl-E открывает редактор."
        ),
        ("show or switch the model", "показать или сменить модель"),
        (
            "A part of the id is enough where no other id has it; =ID takes a name as it is. The new model gets the "
                + "conversation so far. Tab completes the server's models.",
            "Достаточно части идентификатора, если её нет в других; =ID берёт имя как есть. Новая модель получает "
                + "всю беседу. Tab дополняет по списку моделей сервера."
        ),
        ("list the server's models", "показать модели сервера"),
        ("FILTER is a part of the id or the name.", "FILTER — часть идентификатора или имени."),
        ("show, set or remove the system prompt", "показать, задать или убрать системный промпт"),
        ("Applies from the next message.", "Действует со следующего сообщения."),
        ("set a request field, for example temperature 0.2", "задать поле запроса, например temperature 0.2"),
        (
            "A VALUE that is JSON is sent as such, any other as a string; off removes the field.",
            "Если VALUE — это JSON, оно отправляется как JSON, иначе как строка; off убирает поле."
        ),
        ("show the fields that are set", "показать заданные поля"),
        ("They are sent with each request.", "Они отправляются с каждым запросом."),
        ("put each message into a prompt template", "подставлять каждое сообщение в шаблон промпта"),
        (
            "A saved template is known by its name. What you type takes the place of {{input}}, or follows the template "
                + "where that has no such place.",
            "Сохранённый шаблон указывается по имени. Введённый текст встаёт на место {{input}} или после шаблона, "
                + "если такого места в нём нет."
        ),
        (
            "list the tools that the model may call, and what may run",
            "показать инструменты, доступные модели, и что разрешено запускать"
        ),
        (
            "on [NAME,…] offers tools to the model, off does not. allow PATTERN runs tools without a question in this chat, "
                + "ask PATTERN asks again. show NAME shows a tool in full; log lists the calls, log N shows one whole.",
            "on [NAME,…] предлагает инструменты модели, off — нет. allow PATTERN запускает инструменты в этом чате без "
                + "вопроса, ask PATTERN снова спрашивает. show NAME показывает инструмент целиком; log перечисляет "
                + "вызовы, log N показывает один целиком."
        ),
        ("attach a file or an image to the next message", "приложить файл или изображение к следующему сообщению"),
        (
            "Text files go as text, images as they are. Several can be attached; drop removes all of them, or "
                + "the one of that number.",
            "Текстовые файлы отправляются текстом, изображения — как есть. Вложений может быть несколько; drop убирает "
                + "все или одно, с указанным номером."
        ),
        ("attach an image to the next message", "приложить изображение к следующему сообщению"),
        (
            "PNG, JPEG, GIF or WebP; at most 5 images of 4 MiB each and 8 MiB together in a conversation.",
            "PNG, JPEG, GIF или WebP; в беседе не больше 5 изображений, до 4 МиБ каждое и до 8 МиБ вместе."
        ),
        ("write the next message in $VISUAL or $EDITOR", "написать следующее сообщение в $VISUAL или $EDITOR"),
        (
            "The saved text is sent; an empty file sends nothing. Ctrl-X Ctrl-E does the same with a line half typed.",
            "Сохранённый текст отправляется; пустой файл не отправляет ничего. Ctrl-X Ctrl-E делает то же с "
                + "недописанной строкой."
        ),
        (
            "resend the last message, to another model if you like",
            "отправить последнее сообщение ещё раз, при желании другой модели"
        ),
        (
            "The previous reply leaves the conversation but stays in the database. Also resends a message that failed.",
            "Прежний ответ уходит из беседы, но остаётся в базе данных. Повторяет и сообщение, на котором произошла "
                + "ошибка."
        ),
        (
            "send the last message to other models, all at once",
            "отправить последнее сообщение другим моделям, всем сразу"
        ),
        (
            "Their replies are shown one after the other and kept; the conversation continues with the first reply until "
                + "/pick chooses another.",
            "Их ответы показываются один за другим и сохраняются; беседа продолжается с первым ответом, пока /pick не "
                + "выберет другой."
        ),
        (
            "list the replies to the last message, or continue with another one",
            "показать ответы на последнее сообщение или продолжить с другим из них"
        ),
        ("The store keeps the others.", "Остальные остаются в хранилище."),
        (
            "replace old messages by a summary in what is sent",
            "заменить старые сообщения сводкой в том, что отправляется"
        ),
        (
            "The last 2 messages, or N, stay as they are. show shows the summary, undo takes it back; the messages "
                + "themselves are kept.",
            "Последние 2 сообщения или последние N остаются как есть. show показывает сводку, undo отменяет её; сами "
                + "сообщения сохраняются."
        ),
        (
            "remove the last message and its reply, or the last N",
            "убрать последнее сообщение с ответом или последние N"
        ),
        ("They stay in the database, out of sight.", "Они остаются в базе данных, но не показываются."),
        ("continue in a copy of this conversation", "продолжить в копии этой беседы"),
        (
            "With N only the first N messages and their replies are copied. The original is unchanged.",
            "С N копируются только первые N сообщений с ответами. Исходная беседа не меняется."
        ),
        ("start a new conversation", "начать новую беседу"),
        ("Model, system prompt and parameters stay.", "Модель, системный промпт и параметры остаются."),
        ("continue an earlier conversation", "продолжить прежнюю беседу"),
        (
            "The beginning of a title is enough where it matches only one; Tab completes titles.",
            "Достаточно начала названия, если под него подходит только одна беседа; Tab дополняет названия."
        ),
        ("list earlier conversations", "показать прежние беседы"),
        ("TEXT is a part of the title.", "TEXT — часть названия."),
        ("search earlier conversations", "искать в прежних беседах"),
        (
            "All words must match; the last may be a prefix. \"Quotes\" make a phrase.",
            "Должны найтись все слова; последнее может быть началом слова. \"Кавычки\" задают фразу."
        ),
        ("show or set the conversation's title", "показать или задать название беседы"),
        ("save the conversation from here on", "сохранять беседу с этого места"),
        ("Only needed after chat --no-save.", "Нужно только после chat --no-save."),
        ("write the conversation to a file", "записать беседу в файл"),
        (
            "Without a format, the file name's extension decides. It asks before it replaces a file; with --force it does not.",
            "Если формат не указан, его определяет расширение файла. Перед заменой файла задаётся вопрос, с --force — нет."
        ),
        (
            "copy the last reply, or its last code block, to the clipboard",
            "скопировать последний ответ или его последний блок кода в буфер обмена"
        ),
        (
            "Uses the desktop's clipboard program or tmux, else the terminal (OSC 52).",
            "Через программу буфера обмена или tmux, иначе через терминал (OSC 52)."
        ),
        ("show token usage", "показать расход токенов"),
        (
            "As the server reports it, cached tokens listed separately; replies that were retried or undone count too.",
            "По данным сервера, токены из кэша отдельно; повторённые и отменённые ответы тоже учитываются."
        ),
        ("show the cost", "показать стоимость"),
        (
            "As the server charges, else by the profile's prices, else by the server's; replies that were retried or undone "
                + "count too.",
            "По данным сервера, иначе по ценам профиля, иначе по ценам сервера; повторённые и отменённые ответы тоже "
                + "учитываются."
        ),
        (
            "show or hide reasoning, or set how much there is",
            "показать или скрыть рассуждения или задать их объём"
        ),
        (
            "LEVEL is sent as reasoning_effort: none, minimal, low, medium, high; off removes it.",
            "LEVEL отправляется как reasoning_effort: none, minimal, low, medium, high; off убирает поле."
        ),
        (
            "render replies, or show them as they come",
            "оформлять ответы или показывать их как есть"
        ),
        ("quit, as Ctrl-D does", "выйти, как по Ctrl-D"),
        (
            "Also /exit, /bye and /q; a line that is only exit or quit does the same.",
            "То же делают /exit, /bye и /q и строка, в которой только exit или quit."
        ),
    ]
}
