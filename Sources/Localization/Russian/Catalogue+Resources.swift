extension Catalogue {
    /// What the client says of instances, keys, attachments and JSON.
    static let resources: [Entry] = [
        ("%1 Nothing was created.", "%1 Ничего не создано."),
        (
            "A new instance exists, %1; it may be the one that was asked for.",
            "Появился новый инстанс, %1; возможно, это он."
        ),
        (
            "New instances exist, %1; one of them may be the one that was asked for.",
            "Появились новые инстансы, %1; возможно, нужный среди них."
        ),
        (
            "No new instance is listed so far, but it may have been created and appear later.",
            "Пока нового инстанса в списке нет, но он мог быть создан и появится позже."
        ),
        ("SSH key %1", "ключ SSH %1"),
        ("SSH keys", "ключи SSH"),
        ("The instance may have been created.", "Инстанс, возможно, создан."),
        ("The list of %1 did not end within %2 s.", "Список «%1» не закончился за %2 с."),
        ("The list of %1", "Список «%1»"),
        ("The offer %1 is gone; choose another one.", "Предложения %1 больше нет; выберите другое."),
        ("The public key %1. Nothing was sent.", "Открытый ключ %1. Ничего не отправлено."),
        (
            "The server took the key, but its answer does not say the key's number, nor does its list.",
            "Сервер принял ключ, но ни его ответ, ни список не называют номер ключа."
        ),
        ("The server's answer does not describe instance %1.", "В ответе сервера нет описания инстанса %1."),
        (
            "The server's answer does not say which instance it created.",
            "Ответ сервера не говорит, какой инстанс создан."
        ),
        ("There is no %1.", "Не найдено: %1."),
        ("There is no new name and no new label.", "Не указаны ни новое имя, ни новая метка."),
        (
            "This is a private key, which must stay where it is. Nothing was sent. Give the public key, which is in the file "
                + "whose name ends in .pub.",
            "Это закрытый ключ, он должен оставаться на месте. Ничего не отправлено. Укажите открытый ключ: он в файле с "
                + "именем на .pub."
        ),
        (
            "What the server says of %1 holds none and no list of them.",
            "В ответе сервера на запрос списка «%1» нет ни самих записей, ни их списка."
        ),
        ("What the server says of %1 is not JSON: %2.", "Ответ сервера («%1») — не JSON: %2."),
        (
            "Whether a new instance exists is not known, since the list could not be read (%1); it may have been created.",
            "Неизвестно, появился ли новый инстанс: список не удалось прочитать (%1); возможно, он создан."
        ),
        ("does not begin with a type that is known here (%1)", "не начинается с известного здесь типа (%1)"),
        ("has more than one line; give one key at a time", "занимает больше одной строки; укажите один ключ"),
        (
            "has no sound base64 after its type; it may be cut short",
            "не содержит верного base64 после типа; возможно, он обрезан"
        ),
        ("holds a control character", "содержит управляющий символ"),
        (
            "holds another type than it begins with, or is cut short",
            "содержит не тот тип, с которого начинается, или обрезан"
        ),
        ("instance %1", "инстанс %1"),
        ("instances", "инстансы"),
        ("is not whole", "неполон"),
        ("offers", "предложения"),
        ("%1 %2[byte|bytes]", "%1 %2[байт|байта|байт]"),
        ("%1 KiB", "%1 КиБ"),
        ("%1 MiB", "%1 МиБ"),
        ("%1 GiB", "%1 ГиБ"),
        (
            "%1 is neither UTF-8 text nor a PNG, JPEG, GIF or WebP image.",
            "%1 — не текст в UTF-8 и не изображение PNG, JPEG, GIF или WebP."
        ),
        (
            "%1 is not UTF-8 text, so it cannot be a document; %2.",
            "%1 — не текст в UTF-8, документом быть не может; %2."
        ),
        (
            "The image %1 has %2; the API takes 4 MiB at most.",
            "Размер изображения %1 — %2; API принимает не больше 4 МиБ."
        ),
        (
            "The images have %1 together; the API takes 8 MiB at most.",
            "Изображения вместе занимают %1; API принимает не больше 8 МиБ."
        ),
        (
            "There are %1 images; the API takes %2 at most.",
            "Изображений %1; API принимает не больше %2."
        ),
        ("convert it first", "сначала преобразуйте его"),
        ("it is an image, which is to be attached", "это изображение, его нужно вложить"),
    ]

    /// What is wrong with JSON, or with a value that is to fit a schema; with YAML and with files.
    static let formats: [Entry] = [
        ("%1 at byte %2", "%1, байт %2"),
        ("%1 does not fit exactly one of the alternatives", "%1: подходит не ровно один из вариантов"),
        ("%1 fits none of the alternatives", "%1: не подходит ни один из вариантов"),
        ("%1 has a member \"%2\" that is not allowed", "%1: поле «%2» недопустимо"),
        ("%1 has fewer than %2 characters", "%1: меньше %2 %2[символа|символов|символов]"),
        ("%1 has fewer than %2 elements", "%1: меньше %2 %2[элемента|элементов|элементов]"),
        ("%1 has more than %2 characters", "%1: больше %2 %2[символа|символов|символов]"),
        ("%1 has more than %2 elements", "%1: больше %2 %2[элемента|элементов|элементов]"),
        ("%1 has no \"%2\"", "%1: нет поля «%2»"),
        ("%1 is less than %2", "%1: меньше %2"),
        ("%1 is more than %2", "%1: больше %2"),
        ("%1 is none of the allowed values", "%1: не из допустимых значений"),
        ("%1 is not allowed", "%1: недопустимо"),
        ("%1 is not less than %2", "%1: не меньше %2"),
        ("%1 is not more than %2", "%1: не больше %2"),
        ("%1 is not of type %2", "%1: тип не %2"),
        ("%1 is not the one allowed value", "%1: не единственное допустимое значение"),
        ("\"%1\" in %2", "%2, поле «%1»"),
        ("element %1 of %2", "%2, элемент %1"),
        ("the reply", "ответ"),
        (
            "the schema takes too many steps to check the reply against",
            "проверка ответа по схеме требует слишком много шагов"
        ),
        ("expected %1", "ожидается %1"),
        ("expected %1, but the text ends", "ожидается %1, но текст кончился"),
        ("expected the end of the JSON value", "ожидается конец значения JSON"),
        ("nested deeper than %1 levels", "вложенность глубже %1 %1[уровня|уровней|уровней]"),
        ("\",\" or the end of the array", "«,» или конец массива"),
        ("\",\" or the end of the object", "«,» или конец объекта"),
        ("a JSON value", "значение JSON"),
        (
            "a control character in a string, which JSON writes as an escape,",
            "в строке управляющий символ, который в JSON пишется с обратной косой чертой,"
        ),
        ("a digit", "цифра"),
        ("a member name in double quotes", "имя поля в двойных кавычках"),
        ("a string that does not end", "строка без конца"),
        ("an escape \\u without four hexadecimal digits", "\\u без четырёх шестнадцатеричных цифр"),
        ("an escape that JSON does not have", "сочетание с обратной косой чертой, которого в JSON нет"),
        ("%1 in column %2", "%1, столбец %2"),
        ("it cannot be parsed", "его не удалось разобрать"),
        ("it has more than one %1", "%1 встречается больше одного раза"),
        ("another process is using it", "его использует другой процесс"),
        ("it cannot be locked (%1)", "его нельзя заблокировать (%1)"),
        ("it is a directory", "это каталог"),
        (
            "it is a pipe that nothing has opened for writing in %1 s",
            "это канал, который за %1 с никто не открыл для записи"
        ),
        ("it is larger than %1 KiB", "он больше %1 КиБ"),
        ("it is larger than %1 MiB", "он больше %1 МиБ"),
        ("it is not a regular file", "это не обычный файл"),
        ("it was removed or replaced meanwhile", "тем временем его удалили или заменили"),
        ("nothing was written to it for %1 s", "в него %1 с ничего не писали"),
    ]
}
