extension Catalogue {
    /// What is said of models, replies and calls, in a chat and elsewhere.
    static let conversations: [Entry] = [
        ("%1 %2[line|lines]", "%1 %2[строка|строки|строк]"),
        ("%1 %2[request|requests]", "%1 %2[запрос|запроса|запросов]"),
        ("%1 %2[token|tokens]", "%1 %2[токен|токена|токенов]"),
        ("%1 in %2 %3[request|requests]", "%1 за %2 %3[запрос|запроса|запросов]"),
        ("%1 in tokens", "%1 %1[токен|токена|токенов] на входе"),
        ("%1 in, %2 out tokens", "%1 → %2 %2[токен|токена|токенов]"),
        ("%1 out tokens", "%1 %1[токен|токена|токенов] на выходе"),
        (
            "%1 is left out: its definition has changed and nobody is there to allow it.",
            "%1 не предлагается: определение изменилось, а разрешить его некому."
        ),
        (
            "%1 per million tokens (\"%2\" as the server sends it)",
            "%1 за миллион токенов («%2» в том виде, как прислал сервер)"
        ),
        ("%1 s", "%1 с"),
        ("%1 tokens/s", "%1 токен/с"),
        ("%1, … (%2 in all)", "%1, … (всего %2)"),
        (", cut to %1 of %2 characters", ", сокращено до %1 из %2 %2[символа|символов|символов]"),
        ("CAN", "УМЕЕТ"),
        ("COMPLETION AS SENT", "ОТВЕТ КАК ПРИСЛАН"),
        ("COMPLETION/M", "ОТВЕТ/М"),
        ("CONTEXT", "КОНТЕКСТ"),
        ("INPUTS", "ВХОД"),
        (
            "It is sent whole; the server may refuse it or cut the reply short.",
            "Он отправляется целиком; сервер может отказать или обрезать ответ."
        ),
        ("MODEL", "МОДЕЛЬ"),
        ("NAME", "ИМЯ"),
        ("PROMPT AS SENT", "ПРОМПТ КАК ПРИСЛАН"),
        ("PROMPT/M", "ПРОМПТ/М"),
        ("Several models match \"%1\": %2.", "Имени «%1» соответствует несколько моделей: %2."),
        ("TITLE", "НАЗВАНИЕ"),
        ("TURNS", "РЕПЛИК"),
        ("The server lists no model \"%1\"; did you mean %2?", "В списке сервера нет модели «%1»; вы имели в виду %2?"),
        (
            "The server lists no model \"%1\"; did you mean one of %2?",
            "В списке сервера нет модели «%1»; возможно, одна из этих: %2?"
        ),
        ("UPDATED", "ИЗМЕНЕНА"),
        (
            "With this message the request takes about %1 of the %2 tokens of %3.",
            "С этим сообщением запрос займёт около %1 из %2 %2[токена|токенов|токенов] модели %3."
        ),
        ("\"%1\" as the server sends it", "«%1» в том виде, как прислал сервер"),
        ("about", "описание"),
        ("cached", "из кэша"),
        ("completion", "ответ"),
        ("context", "контекст"),
        ("cost %1", "стоимость %1"),
        ("first token %1 s", "первый токен %1 с"),
        ("inputs", "вход"),
        ("it gave nothing", "результат пуст"),
        ("name", "имя"),
        ("no match: %1", "не найдено: %1"),
        ("no", "нет"),
        ("prompt", "промпт"),
        ("reasoning", "рассуждения"),
        ("search: %1", "поиск: %1"),
        ("tools", "инструменты"),
        ("vision", "зрение"),
        ("yes", "да"),
        ("… and %1 more", "… и ещё %1"),
    ]
}
