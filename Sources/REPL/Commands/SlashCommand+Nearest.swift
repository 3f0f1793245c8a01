extension SlashCommand {
    /// The command whose name is nearest, if any is near.
    static func nearest(to name: String) -> String? {
        if name.isEmpty { return nil }
        if let longer = all.first(where: { name.count > 1 && $0.name.hasPrefix(name) }) { return longer.name }
        let nearest = all.map(\.name).min { distance(name, $0) < distance(name, $1) }
        return nearest.flatMap { distance(name, $0) <= 2 ? $0 : nil }
    }

    /// How many letters must be changed, added or taken away to make one word of the other.
    private static func distance(_ one: String, _ other: String) -> Int {
        let target = Array(other)
        var row = Array(0...target.count)
        for (line, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in target.indices {
                let substitution = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
