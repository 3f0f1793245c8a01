extension Catalogue {
    /// What the chat says of messages, replies and models.
    static let chat: [Entry] = [
        (
            "Line %1 of standard input is not UTF-8 text, so nothing was sent from there on; convert it, for example "
                + "with iconv.",
            "Строка %1 стандартного ввода — не текст UTF-8, поэтому начиная с неё ничего не отправлено; преобразуйте "
                + "её, например с помощью iconv."
        ),
        ("Press Ctrl-D or type /quit to quit.", "Чтобы выйти, нажмите Ctrl-D или введите /quit."),
        ("%1 — /help for commands, Ctrl-D to quit", "%1 — /help: команды, Ctrl-D: выход"),
        ("[%1 attached] > ", "[вложений: %1] > "),
        ("Stopped.", "Остановлено."),
        // Attachments.
        ("Name the image: /image PATH.", "Укажите изображение: /image PATH."),
        (
            "%1 is not a PNG, JPEG, GIF or WebP image; /attach takes text files too.",
            "%1 — не изображение PNG, JPEG, GIF или WebP; /attach принимает и текстовые файлы."
        ),
        ("Attached %1 (%2) to the next message.", "К следующему сообщению приложен файл %1 (%2)."),
        ("Attached %1 (%2) to the first message.", "К первому сообщению приложен файл %1 (%2)."),
        ("%1, about %2 tokens", "%1, примерно %2 %2[токен|токена|токенов]"),
        ("Nothing is attached; /attach PATH takes a file.", "Вложений нет; файл прикладывает /attach PATH."),
        ("Nothing is attached.", "Вложений нет."),
        ("All attachments removed.", "Все вложения убраны."),
        ("There is no attachment %1; /attach list shows them.", "Вложения %1 нет; список показывает /attach list."),
        ("Removed %1.", "Вложение %1 убрано."),
        ("The file %1 is larger than %2 MiB.", "Файл %1 больше %2 МиБ."),
        ("%1 is a directory; name the files in it one by one.", "%1 — каталог; укажите файлы в нём по одному."),
        ("The file %1 cannot be read: %2.", "Файл %1 не удалось прочитать: %2."),
        // Models.
        ("Model: %1", "Модель: %1"),
        ("%1 \"=%2\" takes the name as it is.", "%1 «=%2» берёт имя как есть."),
        ("Switched to %1.", "Теперь модель %1."),
        (
            "Switched to %1. Warning: the server does not list this model.",
            "Теперь модель %1. Внимание: в списке сервера этой модели нет."
        ),
        ("The server has no models.", "На сервере нет моделей."),
        ("No model matches \"%1\".", "Ни одна модель не подходит под «%1»."),
        // Several models.
        (
            "Name the models to ask the last message: /compare B [C].",
            "Укажите модели, которым отправить последнее сообщение: /compare B [C]."
        ),
        (
            "/compare takes %1 models at most.",
            "/compare принимает не больше %1 %1[модели|моделей|моделей]."
        ),
        ("There is no message to ask again yet.", "Сообщения, которое можно отправить ещё раз, пока нет."),
        ("The reply of %1 %2.", "Ответ модели %1 %2."),
        ("was interrupted", "был прерван"),
        ("broke off", "оборвался"),
        ("was cut off at the limit on tokens", "был оборван на лимите токенов"),
        ("was cut off by a content filter", "был оборван фильтром содержимого"),
        ("Interrupted; what had come is kept.", "Прервано; полученное сохранено."),
        (
            "No other reply came; the conversation stays as it is.",
            "Других ответов нет; беседа не изменилась."
        ),
        (
            "The conversation goes on with reply %1 of %2; /pick N goes on with another, /pick lists them.",
            "Беседа продолжается с ответом %1 из %2; /pick N продолжает с другим, /pick показывает все."
        ),
        (
            "There is no reply to choose from yet; send a message, then ask another model by /compare MODEL.",
            "Выбирать пока не из чего; отправьте сообщение, затем спросите другую модель командой /compare MODEL."
        ),
        (
            "There is one reply only; /compare MODEL asks another model.",
            "Ответ только один; другую модель спрашивает /compare MODEL."
        ),
        ("/pick takes the number of a reply, 1 to %1.", "/pick принимает номер ответа от 1 до %1."),
        (", of %1", ", от модели %1"),
        (", which %1", ", который %1"),
        ("The conversation goes on with reply %1 already.", "Беседа уже продолжается с ответом %1."),
        ("The conversation goes on with reply %1%2%3.", "Беседа продолжается с ответом %1%2%3."),
        (
            "%1 answers the next message; /model %2 changes that.",
            "На следующее сообщение ответит %1; сменить модель: /model %2."
        ),
        // The context.
        (
            "%1 The server may refuse it or cut the reply short.",
            "%1 Сервер может отклонить его или оборвать ответ."
        ),
        (
            "s sends it all the same, c has the old messages summarized first (/compact), d leaves the oldest ones out, "
                + "n keeps it back.",
            "s — всё равно отправить, c — сначала заменить старые сообщения сводкой (/compact), d — не отправлять самые "
                + "старые, n — не отправлять ничего."
        ),
        ("it is too long without the older messages too", "оно слишком длинное и без старых сообщений"),
        ("there are no older messages to leave out", "старых сообщений, без которых можно обойтись, нет"),
        ("s sends it all the same, n keeps it back; %1.", "s — всё равно отправить, n — не отправлять; %1."),
        (
            "s sends it all the same, n keeps it back; %1, but /attach drop then takes off what is attached.",
            "s — всё равно отправить, n — не отправлять; %1, но потом можно убрать вложения командой /attach drop."
        ),
        ("send, compact, drop or no? ", "send, compact, drop или no? "),
        ("send or no? ", "send или no? "),
        (
            "Nothing was sent; the Up key brings the line back.",
            "Ничего не отправлено; строку вернёт клавиша «вверх»."
        ),
        (
            "The conversation has %1 of the %2 tokens that the model takes; /compact summarizes the old messages, "
                + "/new starts a new one.",
            "Беседа занимает %1 %1[токен|токена|токенов] из %2, которые принимает модель; /compact заменяет старые "
                + "сообщения сводкой, /new начинает новую беседу."
        ),
        // Replies.
        ("Interrupted.", "Прервано."),
        ("Interrupted. The partial reply is kept.", "Прервано. Полученная часть ответа сохранена."),
        (
            "Interrupted before the reply began. Use /retry to resend.",
            "Прервано до начала ответа. Отправить ещё раз: /retry."
        ),
        (
            "The reply was cut off: it reached the limit on tokens (length).",
            "Ответ оборван: достигнут лимит токенов (length)."
        ),
        ("The reply was cut off by a content filter.", "Ответ оборван фильтром содержимого."),
        (
            "Your message was kept. Use /retry to resend it.",
            "Ваше сообщение сохранено. Отправить его ещё раз: /retry."
        ),
        ("(no reply; /retry resends the message)", "(без ответа; /retry отправит сообщение ещё раз)"),
        ("(cut off; /retry resends the message)", "(ответ оборван; /retry отправит сообщение ещё раз)"),
        ("Nothing to retry.", "Повторять нечего."),
        ("The previous reply is kept.", "Остаётся прежний ответ."),
        ("Nothing to undo.", "Отменять нечего."),
        (
            "/undo takes the number of messages to remove, 1 to %1.",
            "/undo принимает число сообщений, которые нужно убрать, от 1 до %1."
        ),
        ("Removed: %1", "Убрано: %1"),
        ("/edit needs a terminal.", "Для /edit нужен терминал."),
        (
            "The editor exited with an error; nothing was sent. Set $VISUAL or $EDITOR to use another.",
            "Редактор завершился с ошибкой; ничего не отправлено. Другой редактор можно задать в $VISUAL или $EDITOR."
        ),
        ("The text is empty; nothing was sent.", "Текст пуст; ничего не отправлено."),
        ("/copy takes nothing, or code.", "/copy принимает только code или ничего."),
        ("No reply to copy.", "Копировать нечего: ответа нет."),
        ("The last reply has no code block.", "В последнем ответе нет блока кода."),
        (
            "Copied %1 characters with %2.",
            "%1[Скопирован|Скопировано|Скопировано] %1 %1[символ|символа|символов] с помощью %2."
        ),
        (
            "Sent %1 characters to the terminal (OSC 52); some terminals ignore it.",
            "%1[Отправлен|Отправлено|Отправлено] терминалу %1 %1[символ|символа|символов] (OSC 52); некоторые терминалы "
                + "это игнорируют."
        ),
        (
            "No clipboard available: install wl-copy, xclip or xsel.",
            "Буфер обмена недоступен: установите wl-copy, xclip или xsel."
        ),
        // What goes with each request.
        ("System prompt: %1", "Системный промпт: %1"),
        ("System prompt: none", "Системный промпт: нет"),
        ("No system prompt.", "Системного промпта нет."),
        ("System prompt set.", "Системный промпт задан."),
        (
            "Give a name and a value: /set temperature 0.2; /set temperature off removes it.",
            "Укажите имя и значение: /set temperature 0.2; /set temperature off убирает поле."
        ),
        ("%1 cannot be set here; use /model.", "%1 здесь задать нельзя; используйте /model."),
        ("%1 cannot be set here.", "%1 здесь задать нельзя."),
        ("%1 removed.", "Поле %1 убрано."),
        ("%1 was not set.", "Поле %1 не было задано."),
        ("%1 is %2.", "%1: %2."),
        (
            "No fields are set; /set temperature 0.2 sets one.",
            "Поля не заданы; задать поле: /set temperature 0.2."
        ),
        ("Template: %1", "Шаблон: %1"),
        ("No template.", "Шаблона нет."),
        (
            "No template; its system prompt stays, and /system off removes it.",
            "Шаблона нет; его системный промпт остаётся, /system off уберёт его."
        ),
        ("Messages go into %1.", "Сообщения подставляются в шаблон %1."),
        ("Reasoning is shown.", "Рассуждения показываются."),
        ("Reasoning is hidden.", "Рассуждения скрыты."),
        ("Reasoning is hidden (still stored).", "Рассуждения скрыты (но сохраняются)."),
        (
            "/think takes show, hide, off, or one word for a level.",
            "/think принимает show, hide, off или уровень одним словом."
        ),
        ("Replies are rendered.", "Ответы оформляются."),
        ("Replies are shown as they come.", "Ответы показываются как есть."),
        ("Markdown is on.", "Markdown включён."),
        ("Markdown is off.", "Markdown выключен."),
        ("/markdown takes on or off.", "/markdown принимает on или off."),
        // What replies took.
        ("No token usage reported yet.", "Сведений о расходе токенов пока нет."),
        (" (%1 of them cached)", " (%1 из них из кэша)"),
        (
            "Last reply: %1 prompt tokens%2, %3 completion tokens.",
            "Последний ответ: %1 %1[токен|токена|токенов] промпта%2, %3 %3[токен|токена|токенов] ответа."
        ),
        (
            "All %1 %2[reply|replies]: %3 prompt tokens%4, %5 completion tokens.",
            "Всего %1 %2[ответ|ответа|ответов]: %3 %3[токен|токена|токенов] промпта%4, %5 %5[токен|токена|токенов] "
                + "ответа."
        ),
        ("The model takes %1 tokens.", "Модель принимает %1 %1[токен|токена|токенов]."),
        (
            "Cost unknown: the server does not report it and the profile has no price for this model.",
            "Стоимость неизвестна: сервер её не сообщает, а в профиле нет цены этой модели."
        ),
        ("Last reply: %1. ", "Последний ответ: %1. "),
        ("All %1 %2[reply|replies]: %3.", "Всего %1 %2[ответ|ответа|ответов]: %3."),
    ]
}
