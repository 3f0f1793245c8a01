extension Catalogue {
    /// What several parts of the program say.
    static let shared: [Entry] = [
        ("\"%1\"", "«%1»"),
        ("%1, \"%2\"", "%1, «%2»"),
        ("waiting", "ожидание"),
        ("interrupted", "прервано"),
        ("standard input", "стандартный ввод"),
        ("The server rejected the request.", "Сервер отклонил запрос."),
        ("no such file or directory", "нет такого файла или каталога"),
        ("it exists already", "файл уже существует"),
        ("permission denied", "отказано в доступе"),
        ("it is not a readable file", "это не файл, доступный для чтения"),
        ("is empty", "ничего не содержит"),
    ]
}
