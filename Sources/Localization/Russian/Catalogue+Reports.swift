extension Catalogue {
    /// What merges, the status of outputs and reports say.
    static let reports: [Entry] = [
        ("  … and %1 more", "  … и ещё %1"),
        (
            "%1 %2[failure|failures] left out (another outcome of the same line is there)",
            "%1 %2[ошибка опущена|ошибки опущены|ошибок опущено] (есть другой исход той же строки)"
        ),
        (
            "%1 %2[line|lines] cut off by a kill",
            "%1 %2[строка оборвана|строки оборваны|строк оборвано] при принудительной остановке"
        ),
        ("%1 %2[line|lines] not a result", "%1 %2[строка|строки|строк] — не результат"),
        (
            "%1 %2[line|lines] not sent (an earlier line has the same id)",
            "%1 %2[строка не отправлена|строки не отправлены|строк не отправлено] (тот же id есть у строки выше)"
        ),
        ("%1 %2[line|lines] of input: ", "на входе %1 %2[строка|строки|строк]: "),
        ("%1 %2[result|results]", "%1 %2[результат|результата|результатов]"),
        (
            "%1 doubled (%2 %3[line|lines] left out)",
            "повторов: %1 (%3[опущена|опущены|опущено] %2 %3[строка|строки|строк])"
        ),
        ("%1 foreign", "чужих: %1"),
        ("%1 missing", "нет результата: %1"),
        ("%1 to %2 UTC", "с %1 по %2 UTC"),
        (
            "%1[Shard|Shards] %2 of %3 %4[has|have] no output (%5).",
            "Нет вывода у %1[шарда|шардов|шардов] %2 из %3 (%5)."
        ),
        ("BATCH", "ПАКЕТ"),
        ("Between tokens, ms", "Между токенами, мс"),
        ("COST", "СТОИМОСТЬ"),
        ("COUNT", "ЧИСЛО"),
        ("Completion tokens per reply", "Токенов в ответе"),
        ("DONE", "ГОТОВО"),
        ("Doubled", "Повторы"),
        ("ETA", "ЕЩЁ"),
        ("FAILED", "ОШИБОК"),
        ("Foreign", "Чужие"),
        ("ITL, ms", "ITL, мс"),
        ("ITL: between two pieces of a stream.", "ITL: между двумя частями потока."),
        ("LEFT", "ОСТАЛОСЬ"),
        (
            "Latency runs from sending a request, its last attempt, to the end of the answer.",
            "Задержка — от отправки запроса, его последней попытки, до конца ответа."
        ),
        ("Latency, ms", "Задержка, мс"),
        ("Lines that are not results", "Строки, которые не являются результатами"),
        ("List: %1", "Список: %1"),
        ("MAX", "МАКС"),
        ("MEAN", "СРЕДНЕЕ"),
        ("Missing", "Нет результата"),
        (
            "Missing: %1 %2[line|lines] of the pool that no part has.",
            "Не хватает: %1 %2[строки|строк|строк] пула нет ни в одной части."
        ),
        ("Not finished", "Не закончены"),
        (
            "Not known to be complete: not all runs report their status.",
            "Полнота неизвестна: не все запуски сообщают о своём состоянии."
        ),
        ("OUTCOME", "ИСХОД"),
        ("OUTPUT", "ВЫВОД"),
        (
            "Of more than %1 numbers the percentiles and histograms are estimates that are off by at most %2 %.",
            "Если чисел больше %1, перцентили и гистограммы — оценки с погрешностью не больше %2 %."
        ),
        (
            "Of more than %1 replies the peak concurrency is the most that was seen every %2 s.",
            "Если ответов больше %1, пик одновременных запросов — наибольшее из виденного каждые %2 с."
        ),
        ("Outcomes", "Исходы"),
        ("PER S", "В СЕК"),
        (
            "Pauses of more than %1 s between requests, as between two runs, are not counted as time.",
            "Перерывы между запросами длиннее %1 с, как между двумя запусками, временем не считаются."
        ),
        (
            "Percentiles are interpolated; histograms end at the 99.5th percentile, and what lies beyond is counted in the "
                + "last bar.",
            "Перцентили интерполированы; гистограммы кончаются на перцентиле 99,5, всё, что дальше, входит в последний столбец."
        ),
        ("REASON", "ПРИЧИНА"),
        ("Replies/s over time, s (bins of %1 s)", "Ответов/с по времени, с (шаг %1 с)"),
        ("STATE", "СОСТОЯНИЕ"),
        ("Shards %1 of %2 and %3 more have no output (%4).", "Нет вывода: шарды %1 из %2 и ещё %3 (%4)."),
        (
            "Silent: %1 has not been updated for %2, since %3 (%4).",
            "Молчит: %1 не обновлялся %2, с %3 (%4)."
        ),
        ("Slowest replies", "Самые медленные ответы"),
        ("TIME", "ВРЕМЯ"),
        ("TPOT, ms", "TPOT, мс"),
        (
            "TPOT: (latency − TTFT) ÷ (completion tokens − 1).",
            "TPOT: (задержка − TTFT) ÷ (токены ответа − 1)."
        ),
        ("TTFT, ms", "TTFT, мс"),
        ("TTFT: to the first piece of text.", "TTFT: до первой части текста."),
        ("There are no results.", "Результатов нет."),
        ("Time to first token, ms", "До первого токена, мс"),
        (
            "Times to the first token and between tokens are known only where replies were asked for as streams.",
            "Время до первого токена и между токенами известно, только если ответы запрошены потоком."
        ),
        ("Times, ms", "Время, мс"),
        ("Tokens/s over time, s (bins of %1 s)", "Токенов/с по времени, с (шаг %1 с)"),
        (
            "Without the input it is not known which ids are missing or foreign; name it with --input.",
            "Без входа неизвестно, каких id не хватает и какие чужие; укажите его в --input."
        ),
        ("all", "всего"),
        ("and %1 other models", "и ещё %1 %1[модель|модели|моделей]"),
        ("completion tokens", "токены ответов"),
        ("completion tokens/s", "токенов ответа/с"),
        ("cost", "стоимость"),
        ("drained", "прерван"),
        ("ended", "закончено"),
        ("failures", "ошибки"),
        ("finished", "закончен"),
        ("in %1 runs", "за %1 %1[запуск|запуска|запусков]"),
        ("latency", "задержка"),
        ("latency, ms", "задержка, мс"),
        ("max", "макс."),
        ("mean", "среднее"),
        ("no reason given", "причина не указана"),
        ("not given", "не указано"),
        ("open", "открыт"),
        ("other reasons", "другие причины"),
        ("peak concurrency", "пик одновременных"),
        ("process %1", "процесс %1"),
        ("prompt tokens", "токены промптов"),
        ("replies", "ответы"),
        ("requests/s", "запросов/с"),
        ("retries", "повторы"),
        ("running", "идёт"),
        ("seconds", "секунды"),
        ("silent", "молчит"),
        ("stopped (%1)", "остановлен (%1)"),
        ("stopped", "остановлен"),
        ("the reply has no choices", "в ответе нет вариантов (choices)"),
        ("unknown", "неизвестно"),
    ]
}
