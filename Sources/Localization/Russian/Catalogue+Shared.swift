extension Catalogue {
    /// What several parts of the program say.
    static let shared: [Entry] = []
}
