extension Catalogue {
    /// Why a batch does not run, go on or get merged.
    static let batchErrors: [Entry] = [
        ("%1, line %2, column %3: %4", "%1, строка %2, столбец %3: %4"),
        ("is %1 bytes long; the most is %2", "длиной %1 %1[байт|байта|байт], а допустимо не больше %2"),
        ("is not UTF-8", "не в UTF-8"),
        ("is not JSON: %1", "не в формате JSON: %1"),
        ("is neither a JSON object nor a JSON string", "не объект JSON и не строка JSON"),
        ("has none of \"body\", \"messages\" and \"prompt\"", "нет ни \"body\", ни \"messages\", ни \"prompt\""),
        ("has a custom_id that is not a string with text in it", "custom_id — не строка с текстом"),
        (
            "has a custom_id with half a surrogate pair (\\ud800 to \\udfff), which is no character",
            "в custom_id половина суррогатной пары (от \\ud800 до \\udfff), а это не символ"
        ),
        ("has a custom_id already used on an earlier line", "такой custom_id уже есть в одной из предыдущих строк"),
        (
            "has the custom_id \"%1\", which is the name of a line without custom_id; choose another",
            "custom_id «%1» — это имя строки без custom_id; выберите другой"
        ),
        (
            "has no custom_id and would be named \"%1\", which is the custom_id of another line; give it one",
            "нет custom_id, и строка получила бы имя «%1», а это custom_id другой строки; задайте ей custom_id"
        ),
        (
            "has no custom_id, and another input named \"%1\" has a line of this number; name each input once, or give the lines custom_ids",
            "нет custom_id, а в другом входном файле с именем «%1» есть строка с тем же номером; назовите каждый файл один раз или задайте строкам custom_id"
        ),
        ("has a method that is not \"POST\"", "поле method — не \"POST\""),
        ("has a url that is not \"/v1/chat/completions\"", "поле url — не \"/v1/chat/completions\""),
        ("has a body that is not an object", "поле body — не объект"),
        ("has no list of \"messages\" in its body", "в поле body нет списка \"messages\""),
        ("has no list of \"messages\" in it", "нет списка \"messages\""),
        (
            "names no model; name one for all lines with -m MODEL",
            "не названа модель; задайте модель для всех строк с помощью -m MODEL"
        ),
        ("has a prompt that is not a string", "промпт — не строка"),
        ("has a system prompt that is not a string", "системный промпт — не строка"),
        (
            "has the field \"%1\" beside its prompt, which is no field of a chat request; remove it, or write the line with a \"body\"",
            "рядом с промптом стоит поле «%1», которого в запросе чата нет; уберите его или запишите строку с полем \"body\""
        ),
        ("has no value for %1, which the template %2 needs", "нет значения для %1, а оно нужно шаблону %2"),
        ("has changed while the run went on", "строка изменилась во время запуска"),
        ("cannot be read any more", "строку больше не удаётся прочитать"),
        (
            "Standard input (-) can be read only once; name it once.",
            "Стандартный ввод (-) можно прочитать только один раз; укажите его один раз."
        ),
        ("%1 can be read only once; name it once.", "%1 можно прочитать только один раз; укажите его один раз."),
        (
            "The %1 %2 is also the %3 %4; choose another with %5.",
            "Это один и тот же файл: %1 %2 и %3 %4; выберите другой с помощью %5."
        ),
        (
            "The page %1 would replace the results %2; choose another with -o.",
            "Страница %1 заменила бы результаты %2; выберите другую с помощью -o."
        ),
        (
            "%1 exists and is not a page of `batch report`; choose another with -o, or pass --force.",
            "%1 существует и не является страницей `batch report`; выберите другой файл с помощью -o или передайте --force."
        ),
        (
            "A line of %1 is %2 bytes long; the most is %3.",
            "Слишком длинная строка (%1): %2 %2[байт|байта|байт], а допустимо не больше %3."
        ),
        (
            "%1. Nothing was changed; pass --rerun-changed if that is meant.",
            "%1. Ничего не изменено; если так и задумано, передайте --rerun-changed."
        ),
        ("%1, line %2, is not a result of a batch.", "%1, строка %2: это не результат пакета."),
        ("The input %1 is a folder; name the files in it.", "Вход %1 — каталог; укажите файлы в нём."),
        ("The input %1 cannot be read: %2.", "Входной файл %1 не читается: %2."),
        ("Reading %1 failed: %2.", "Ошибка чтения (%1): %2."),
        (
            "There is no room for a copy of %1; use --on-bad-line skip, which needs none.",
            "Нет места для копии входных данных (%1); укажите --on-bad-line skip, которому копия не нужна."
        ),
        ("The %1 %2 cannot be written: %3.", "Не удаётся записать %1 %2: %3."),
        (
            "Another run is writing to %1; wait for it or choose another output.",
            "В %1 пишет другой запуск; дождитесь его или выберите другой выходной файл."
        ),
        (
            "Another program makes and removes %1 at the same time; choose another output with -o.",
            "Другая программа одновременно создаёт и удаляет %1; выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 was moved while the run wrote to it, and its lines with it; move it back and run this again.",
            "%1 переместили вместе с его строками, пока запуск писал в него; верните файл на место и выполните команду снова."
        ),
        (
            "Another program cut %1 short while the run wrote to it; run this again for what is missing.",
            "Другая программа укоротила %1, пока запуск писал в него; выполните команду снова, чтобы получить недостающее."
        ),
        (
            "%1 was removed while the run wrote to it; what was in it is written anew. Run this again.",
            "%1 удалили, пока запуск писал в него; его содержимое записано заново. Выполните команду снова."
        ),
        (
            "%1 was removed while the run wrote to it; what was in it is in %2 now. Run this again.",
            "%1 удалили, пока запуск писал в него; его содержимое теперь в %2. Выполните команду снова."
        ),
        (
            "%1, line %2, was not written by this program, so nothing was changed; %3.",
            "%1, строка %2: она записана не этой программой, поэтому ничего не изменено; %3."
        ),
        (
            "%1, line %2, is a result, not a failure, so nothing was changed; %3.",
            "%1, строка %2: это результат, а не ошибка, поэтому ничего не изменено; %3."
        ),
        (
            "%1, line %2, is a failure, not a result, so nothing was changed; %3.",
            "%1, строка %2: это ошибка, а не результат, поэтому ничего не изменено; %3."
        ),
        ("The reader of the output has gone.", "Читатель вывода исчез."),
        ("Writing %1 failed: %2. What is in it stays.", "Ошибка записи в %1: %2. Записанное остаётся."),
        ("The page %1 cannot be written: %2.", "Не удаётся записать страницу %1: %2."),
        (
            "%1 of the %2 results in %3 %4[belongs|belong] to requests that the input no longer asks for, since lines, the model, parameters or the template have changed; they would move to %5, and what takes their place would be sent",
            "%1 из %2 %2[результата|результатов|результатов] в %3 %1[относится|относятся|относятся] к запросам, которых во входных данных больше нет, так как изменились строки, модель, параметры или шаблон; они были бы перенесены в %5, а запросы на их место отправлены"
        ),
        ("… and %1 more.", "… и ещё %1."),
        (
            "A line of the input cannot be sent, so nothing was sent; correct the input or use --on-bad-line skip.",
            "Одну строку входных данных нельзя отправить, поэтому ничего не отправлено; исправьте входные данные или укажите --on-bad-line skip."
        ),
        (
            "%1 lines of the input cannot be sent, so nothing was sent; correct the input or use --on-bad-line skip.",
            "%1 %1[строку|строки|строк] входных данных нельзя отправить, поэтому ничего не отправлено; исправьте входные данные или укажите --on-bad-line skip."
        ),
        ("output", "выходной файл"),
        ("file for failures", "файл для ошибок"),
        ("file for superseded results", "файл для заменённых результатов"),
        ("input", "входной файл"),
        ("choose another output with -o", "выберите другой выходной файл с помощью -o"),
        ("choose another file for failures with --errors", "выберите другой файл для ошибок с помощью --errors"),
        (
            "move it away, or choose another output with -o",
            "переместите файл или выберите другой выходной файл с помощью -o"
        ),
        (
            "%1 was not written by this program and stays; `batch status` counts the lines of the output instead.",
            "%1 записан не этой программой и остаётся как есть; `batch status` вместо него считает строки выходного файла."
        ),
        (
            "%1 cannot be written (%2); `batch status` counts the lines of the output instead.",
            "Не удаётся записать %1 (%2); `batch status` вместо него считает строки выходного файла."
        ),
        (
            "%1 holds no output of a run; name files of results, a folder or a pattern of them.",
            "В %1 нет выходного файла запуска; укажите файлы результатов, их каталог или шаблон имён."
        ),
        (
            "There is no output %1, and no shard of it; name what the run was given with -o.",
            "Нет ни выходного файла %1, ни его шарда; укажите то, что было задано запуску с помощью -o."
        ),
        ("%1 cannot be read: %2.", "%1 не читается: %2."),
        (
            "%1 was rewritten while it was read, so nothing was changed; run this again.",
            "%1 переписали во время чтения, поэтому ничего не изменено; выполните команду снова."
        ),
        (
            "The output %1 is also one of the files that are merged; choose another with -o.",
            "Выходной файл %1 сам входит в число объединяемых; выберите другой с помощью -o."
        ),
        (
            "The output %1 and the file %2, which this reads too, are the same file; choose another with -o.",
            "Выходной файл %1 и файл %2, который здесь тоже читается, — это один и тот же файл; выберите другой с помощью -o."
        ),
        (
            "The list %1 is also one of the files that this reads or writes; choose another with --list.",
            "Список %1 сам входит в число файлов, которые здесь читаются или записываются; выберите другой с помощью --list."
        ),
        (
            "The list %1 and the file %2, which this reads or writes too, are the same file; choose another with --list.",
            "Список %1 и файл %2, который здесь тоже читается или записывается, — это один и тот же файл; выберите другой с помощью --list."
        ),
        (
            "%1 is not a file; write it to a file first, or give it as standard input with --input -.",
            "%1 — не файл; сначала запишите данные в файл или подайте их на стандартный ввод с --input -."
        ),
        (
            "%1, line %2, was not written by this program, so nothing was changed; choose another output with -o.",
            "%1, строка %2: она записана не этой программой, поэтому ничего не изменено; выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 holds %2 %3[result|results] that no part has, so nothing was changed; name it as a part and choose another output with -o.",
            "В %1 есть %2 %2[результат|результата|результатов], которых нет ни в одной части, поэтому ничего не изменено; укажите его как часть и выберите другой выходной файл с помощью -o."
        ),
        (
            "A run is writing to %1; wait for it or choose another output with -o.",
            "В %1 пишет запуск; дождитесь его или выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 exists and is not a list of `batch merge`; choose another with --list.",
            "%1 существует и не является списком `batch merge`; выберите другой с помощью --list."
        ),
        ("%1 cannot be written: %2. Nothing was changed.", "Не удаётся записать %1: %2. Ничего не изменено."),
        (
            "%1 cannot be written: %2. Other files of this merge may be in their places already; run this again.",
            "Не удаётся записать %1: %2. Другие файлы этого объединения, возможно, уже на месте; выполните команду снова."
        ),
    ]
}
