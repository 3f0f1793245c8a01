extension Catalogue {
    /// What the commands about models, prompts, conversations and templates say.
    static let commands: [Entry] = [
        (
            "%1 Name one of them, or \"=%2\" to send the name as it is.",
            "%1 Назовите одну из них или «=%2», чтобы отправить имя как есть."
        ),
        (
            "%1 cannot be a template's name; take letters, digits, '-', '_' and '.', a letter or digit first.",
            "%1 не годится в имена шаблона; возьмите буквы, цифры, «-», «_» и «.», первой — букву или цифру."
        ),
        ("%1 cannot be made: %2.", "Не удаётся создать %1: %2."),
        ("%1 exists already. Replace it?", "%1 уже существует. Заменить?"),
        ("%1 holds a key already. Replace it?", "В %1 уже есть ключ. Заменить?"),
        ("%1 takes precedence.", "Приоритет имеет %1."),
        ("%1: interrupted.", "%1: прервано."),
        ("%1; ask -c goes on with it.", "%1; продолжить: ask -c."),
        ("--extract and --json cannot be combined.", "--extract и --json нельзя сочетать."),
        (
            "--extract prints one code block; name one model with it.",
            "--extract выводит один блок кода; укажите одну модель."
        ),
        (
            "--format takes markdown, json or jsonl, not \"%1\".",
            "--format принимает markdown, json или jsonl, а не «%1»."
        ),
        ("--limit takes a number from 1 on, not %1.", "--limit принимает число от 1, а не %1."),
        (
            "--lines and - both take standard input; leave one of them out.",
            "--lines и - оба берут стандартный ввод; уберите одно из них."
        ),
        ("--max-price takes a number from 0 on, not %1.", "--max-price принимает число от 0, а не %1."),
        (
            "--min-context takes a number of tokens such as 32768 or 128k, not \"%1\".",
            "--min-context принимает число токенов, например 32768 или 128k, а не «%1»."
        ),
        (
            "--sandbox needs no key, so there is none to keep; leave out login.",
            "--sandbox обходится без ключа, хранить нечего; login не нужен."
        ),
        (
            "--schema and --schema-multi name two schemas; leave one of them out.",
            "--schema и --schema-multi называют две схемы; уберите одну."
        ),
        ("--sort takes %1, not \"%2\".", "--sort принимает %1, а не «%2»."),
        ("API key for %1: ", "Ключ API для %1: "),
        ("Delete %1 for good?", "Удалить безвозвратно %1?"),
        ("Deleted %1.", "Удалено: %1."),
        ("Interrupted. The partial reply is kept", "Прервано. Полученная часть ответа сохранена"),
        ("Key verified and saved to %1.", "Ключ проверен и сохранён в %1."),
        ("Name the conversations to export, or pass --all.", "Назовите беседы для выгрузки или укажите --all."),
        ("No key was given, so nothing was changed.", "Ключ не введён, ничего не изменено."),
        (
            "No model is chosen. Pass -m MODEL, or set CLOUDCOMPUTE_MODEL or a profile's model.",
            "Модель не выбрана. Укажите -m MODEL, задайте CLOUDCOMPUTE_MODEL или модель в профиле."
        ),
        (
            "No model is chosen. Pass -m MODEL, or set CLOUDCOMPUTE_MODEL or a profile's model; the server has %1.",
            "Модель не выбрана. Укажите -m MODEL, задайте CLOUDCOMPUTE_MODEL или модель в профиле; на сервере есть %1."
        ),
        ("No model matches the filters.", "Под условия не подходит ни одна модель."),
        ("No prompt given. Pass one or pipe it in.", "Нет промпта. Укажите его или передайте по каналу."),
        (
            "No template is saved; cloudcompute template save NAME saves one.",
            "Сохранённых шаблонов нет; cloudcompute template save NAME сохранит."
        ),
        ("No title holds \"%1\".", "Названия с «%1» нет."),
        ("Not in use: %1", "Сейчас не используется: %1"),
        ("Nothing was deleted.", "Ничего не удалено."),
        ("Nothing was piped in.", "По каналу ничего не передано."),
        ("Number of the model (Enter for none): ", "Номер модели (Enter — никакой): "),
        ("PROMPT", "ПРОМПТ"),
        ("SETTING", "НАСТРОЙКА"),
        ("SOURCE", "ИСТОЧНИК"),
        (
            "Sandbox of the CloudCompute API. Its key is %1. Ctrl-C ends it.",
            "Песочница API CloudCompute. Её ключ — %1. Ctrl-C завершает её."
        ),
        ("Saved as %1; -t %2 uses it.", "Сохранён как %1; вызывается через -t %2."),
        (
            "Skipped %1 %2[model|models] for which the server does not send the filtered fields.",
            "%2[Пропущена|Пропущены|Пропущено] %1 %2[модель|модели|моделей]: сервер не присылает полей, по которым идёт отбор."
        ),
        (
            "Standard input is taken by - and there is no terminal to type at; name a file in place of -.",
            "Стандартный ввод занят знаком -, а терминала для набора нет; укажите файл вместо -."
        ),
        ("The answer is not stored: %1", "Ответ не сохранён: %1"),
        ("The answer of %1 is not stored: %2", "Ответ модели %1 не сохранён: %2"),
        ("The answers are not stored in full: %1", "Ответы сохранены не полностью: %1"),
        ("The model answers with a call of %1; --json shows it.", "Модель отвечает вызовом %1; его покажет --json."),
        ("The partial reply is kept", "Полученная часть ответа сохранена"),
        ("The partial reply is kept.", "Полученная часть ответа сохранена."),
        (
            "The pattern %1 of allowed tools fits none of those there are.",
            "Образцу %1 разрешённых инструментов не соответствует ни один."
        ),
        ("The reply does not match the schema %1: %2.", "Ответ не соответствует схеме %1: %2."),
        (
            "The reply has no code block. Run without -x to see it.",
            "В ответе нет блока кода. Чтобы увидеть ответ, запустите без -x."
        ),
        ("The reply is not JSON, though a schema was given: %1.", "Ответ — не JSON, хотя задана схема: %1."),
        (
            "The reply was cut off by a content filter (finish reason: content_filter).",
            "Ответ обрезан фильтром содержимого (причина: content_filter)."
        ),
        (
            "The reply was cut off: it reached the limit on tokens (finish reason: length).",
            "Ответ обрезан: достигнут предел токенов (причина: length)."
        ),
        (
            "The sandbox cannot listen on port %1; another program may have it. --port 0 picks a free one.",
            "Песочница не может занять порт %1; возможно, его держит другая программа. --port 0 выберет свободный."
        ),
        (
            "The schema %1; write it like 'name, age int, bio: one sentence', or name a file.",
            "Схема %1; пишите её так: 'name, age int, bio: one sentence', или назовите файл."
        ),
        ("The schema is no JSON object.", "Схема — не объект JSON."),
        ("The schema is not JSON: %1.", "Схема — не JSON: %1."),
        (
            "The server lists no model \"%1\"; `cloudcompute models` lists those it has.",
            "В списке сервера нет модели «%1»; `cloudcompute models` покажет те, что есть."
        ),
        ("The stored key was kept.", "Сохранённый ключ оставлен."),
        ("There is a template %1 already; --force replaces it.", "Шаблон %1 уже есть; --force заменит его."),
        (
            "There is no schema file %1; a schema of this one field is '%2 str'.",
            "Файла схемы %1 нет; схема из одного этого поля пишется '%2 str'."
        ),
        (
            "There is no template \"%1\"; did you mean %2? `cloudcompute template list` lists the saved ones.",
            "Шаблона «%1» нет; вы имели в виду %2? Сохранённые покажет `cloudcompute template list`."
        ),
        (
            "There is nothing to save: give a prompt or -s TEXT, or pipe a template in.",
            "Сохранять нечего: укажите промпт или -s TEXT, или передайте шаблон по каналу."
        ),
        (
            "Tools are run for one model: give -m/--model once, or leave -T/--tools out.",
            "Инструменты работают для одной модели: укажите -m/--model один раз или уберите -T/--tools."
        ),
        ("Typed lines are not kept: %1 cannot be made.", "Набранные строки не сохраняются: не удалось создать %1."),
        ("Typed lines are not kept: %1: %2.", "Набранные строки не сохраняются: %1: %2."),
        ("VALUE", "ЗНАЧЕНИЕ"),
        ("VARIABLES", "ПЕРЕМЕННЫЕ"),
        ("What had come is kept", "Полученное сохранено"),
        (
            "What was given is no key: a key is one word of letters, digits and signs.",
            "Введённое — не ключ: ключ состоит из одного слова с буквами, цифрами и знаками."
        ),
        ("has \"%1\" twice", "содержит «%1» дважды"),
        ("has more than a name and a type in \"%1\"", "содержит в «%1» не только имя и тип"),
        ("has no field", "не содержит полей"),
        ("has no name before \"%1\"", "не содержит имени перед «%1»"),
        (
            "has the type \"%1\" of \"%2\", which is none of str, int, float, bool",
            "содержит для «%2» тип «%1», а бывают только str, int, float, bool"
        ),
        ("it exists already; --force replaces it", "он уже существует; --force заменит его"),
        ("it is no regular file", "это не обычный файл"),
        ("not set", "не задано"),
        ("from a command", "из команды"),
        ("none", "нет"),
        ("… and %1 more; --all shows all.", "… и ещё %1; --all покажет все."),
    ]
}
