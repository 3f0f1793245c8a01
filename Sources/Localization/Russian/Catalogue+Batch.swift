extension Catalogue {
    /// What a batch says while it runs and when it ends.
    static let batch: [Entry] = [
        ("  … and %1 other causes", "  … и ещё %1 %1[причина|причины|причин]"),
        ("%1 %2[line remains|lines remain]", "%2[Осталась|Остались|Осталось] %1 %2[строка|строки|строк]"),
        ("%1 %2[lines|lines]", "%1 %2[строка|строки|строк]"),
        ("%1 %2[line|lines], %3 bad", "%1 %2[строка|строки|строк], негодных: %3"),
        ("%1 %2[line|lines]: ", "%1 %2[строка|строки|строк]: "),
        ("%1 ETA %2", "%1 ещё %2"),
        ("%1 bad lines", "%1 %1[негодная строка|негодные строки|негодных строк]"),
        ("%1 cannot be run (%2)", "команда %1 не запускается (%2)"),
        ("%1 did not end within %2 s", "команда %1 не завершилась за %2 с"),
        ("%1 done before", "%1 %1[сделана|сделаны|сделано] раньше"),
        ("%1 done", "готово %1"),
        ("%1 ended with %2 and says \"%3\"", "команда %1 завершилась с кодом %2 и сообщает: «%3»"),
        ("%1 ended with %2", "команда %1 завершилась с кодом %2"),
        ("%1 failed", "%1 с ошибкой"),
        ("%1 in flight", "%1 в работе"),
        ("%1 left", "осталось %1"),
        ("%1; continue? %2 ", "%1; продолжить? %2 "),
        ("%1 ok", "%1 успешно"),
        (
            "%1 prompt and %2 completion tokens",
            "токенов: %1 в промптах и %2 в ответах"
        ),
        (
            "%1 put off by the server for longer than --max-wait; try again later.",
            "%1 %1[строка отложена|строки отложены|строк отложено] сервером дольше, чем на --max-wait; повторите позже."
        ),
        ("%1 req/s", "%1 запр/с"),
        ("%1 requests/s", "%1 запросов/с"),
        ("%1 retrying", "%1 на повторе"),
        ("%1 stopping", "%1, останавливается"),
        ("%1 tok/s", "%1 токен/с"),
        ("%1 was ended by signal %2", "команда %1 завершена сигналом %2"),
        ("%1; Slurm runs the job again.", "%1; Slurm запустит задание снова."),
        (
            "%1; once that is put right, the same command again goes on with what is left.",
            "%1; когда это будет исправлено, та же команда продолжит с оставшегося."
        ),
        (
            "%1; the same command again goes on with what is left.",
            "%1; та же команда продолжит с оставшегося."
        ),
        (
            "A limit on what may be spent ended the run, so the job is not requeued.",
            "Запуск закончился из-за предела расходов, поэтому задание не ставится в очередь снова."
        ),
        ("Failures: %1", "Ошибки: %1"),
        (
            "Finishing %1 %2[request|requests] in flight, for up to %3 s; press Ctrl-C again to stop now.",
            "В работе ещё %1 %2[запрос|запроса|запросов], ожидание не дольше %3 с; чтобы остановить сразу, нажмите Ctrl-C ещё раз."
        ),
        (
            "Finishing %1 %2[request|requests] in flight, for up to %3 s; press Ctrl-C to stop now.",
            "В работе ещё %1 %2[запрос|запроса|запросов], ожидание не дольше %3 с; чтобы остановить сразу, нажмите Ctrl-C."
        ),
        ("Lines may remain", "Возможно, остались строки"),
        ("Model: %1, the server's only one.", "Модель: %1, единственная на сервере."),
        ("Nothing remains.", "Ничего не осталось."),
        (
            "Nothing remains; `batch run` with the merged parts as its output tries what has failed.",
            "Ничего не осталось; `batch run` с объединёнными частями в качестве вывода повторит то, что не удалось."
        ),
        (
            "Nothing remains; the same command again tries what has failed.",
            "Ничего не осталось; та же команда повторит то, что не удалось."
        ),
        ("Pool %1: %2 of %3 chunks done", "Пул %1: сделано %2 из %3 %3[порции|порций|порций]"),
        (
            "Pool %1: %2 of %3 chunks done, %4 of them with lines that failed",
            "Пул %1: сделано %2 из %3 %3[порции|порций|порций], в %4 из них есть строки с ошибкой"
        ),
        ("Results: %1", "Результаты: %1"),
        (
            "Slurm has started the job again %1 times, as often as --max-requeues allows; it is not requeued.",
            "Slurm уже перезапускал задание %1 %1[раз|раза|раз], больше --max-requeues не разрешает; в очередь оно не ставится."
        ),
        ("Stopped: --deadline has passed.", "Остановлено: наступил срок --deadline."),
        ("Stopped: the cost has reached --max-cost %1.", "Остановлено: стоимость достигла --max-cost %1."),
        ("Stopped: the job ends within --stop-before.", "Остановлено: до конца задания меньше --stop-before."),
        (
            "Stopped: the server asks for waits that are longer than --max-wait.",
            "Остановлено: сервер просит ждать дольше, чем --max-wait."
        ),
        (
            "Stopped: the tokens have reached --max-tokens-total %1.",
            "Остановлено: число токенов достигло --max-tokens-total %1."
        ),
        ("The end of the job is not known: %1.", "Время окончания задания неизвестно: %1."),
        (
            "The job ends in %1 s, within --stop-before %2s, so nothing is sent.",
            "Задание закончится через %1 с, это в пределах --stop-before %2s, поэтому ничего не отправляется."
        ),
        (
            "The job is not requeued: %1; submit it again.",
            "Задание не поставлено в очередь: %1; отправьте его снова."
        ),
        (
            "The job is not requeued: there is no scontrol in PATH; submit it again.",
            "Задание не поставлено в очередь: в PATH нет scontrol; отправьте его снова."
        ),
        (
            "The request needs about %1 tokens, more than the %2 that may go out in a minute.",
            "Запросу нужно около %1 %1[токена|токенов|токенов], а за минуту можно отправить не больше %2."
        ),
        (
            "The server asks to wait %1 s, which is longer than this run waits: %2",
            "Сервер просит ждать %1 с — дольше, чем ждёт этот запуск: %2"
        ),
        (
            "The server's prices are not known (%1); the profile's are used.",
            "Цены сервера неизвестны (%1); взяты цены из профиля."
        ),
        (
            "The system lets this program open only so many files that %1 requests can be in flight at once; `ulimit -n` "
                + "shows and sets the limit.",
            "Система разрешает открыть лишь столько файлов, что одновременно возможно %1 %1[запрос|запроса|запросов]; предел "
                + "показывает и меняет `ulimit -n`."
        ),
        ("answered by tool calls (tool_calls)", "ответ — вызов инструментов (tool_calls)"),
        ("configuration", "файл настроек"),
        ("cut off by a content filter (content_filter)", "обрезано фильтром содержимого (content_filter)"),
        ("cut off by the limit on tokens (length)", "обрезано пределом токенов (length)"),
        ("file that the profile names", "файл, названный в профиле"),
        ("key file", "файл ключа"),
        ("list of shards", "список шардов"),
        ("not the JSON that was asked for (invalid_json)", "не тот JSON, что запрошен (invalid_json)"),
        ("opening the output", "открывается вывод"),
        ("pool %1/%2 %3%", "пул %1/%2 %3%"),
        ("reading the input", "читается вход"),
        ("refused by the model (refusal)", "модель отказалась отвечать (refusal)"),
        ("requests: %1 bytes, the largest %2", "запросы: %1 %1[байт|байта|байт], наибольший %2"),
        ("server unreachable, next try in %1 s", "сервер недоступен, повтор через %1 с"),
        ("server unreachable, trying", "сервер недоступен, пробуем снова"),
        ("template", "шаблон"),
        (
            "tokens: about %1 in prompts, at most %2 in replies",
            "токены: около %1 в промптах, не больше %2 в ответах"
        ),
        (
            "tokens: about %1 in prompts, at most %2 in replies; %3 requests set no max_tokens",
            "токены: около %1 в промптах, не больше %2 в ответах; без max_tokens %3 %3[запрос|запроса|запросов]"
        ),
        (
            "waiting for %1 chunks of other workers",
            "ожидание %1 %1[порции|порций|порций] других исполнителей"
        ),
        ("waiting for an answer", "ожидание ответа"),
        ("waiting for the rate limit, %1 s", "ожидание по ограничению частоты, %1 с"),
        ("waiting for the server's rate limit, %1 s", "ожидание по ограничению частоты на сервере, %1 с"),
        ("waiting to retry, %1 s", "ожидание повтора, %1 с"),
    ]
}
