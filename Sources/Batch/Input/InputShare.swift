/// The lines of the input that a shard is to do.
struct InputShare: Sendable {
    private var names: LineNames
    private var places = LinePlaces()

    init(stems: some Sequence<String>) {
        names = LineNames(stems: stems)
    }

    /// Whether the line of a number in the input of a stem is among them.
    func contains(_ stem: String, _ number: Int) -> Bool {
        names.place(stem, number).map { places.contains($0) } ?? false
    }

    mutating func insert(_ line: InputLine) { places.insert(names.place(of: line)) }
}
