/// Which names a mistyped one may stand for.
package enum NearName {
    /// At most three names, the nearest first: those that begin alike or differ in few letters.
    package static func all(to name: String, among known: [String]) -> [String] {
        let name = name.lowercased()
        // What a person types is short; the rest costs time alone.
        guard !name.isEmpty, name.count <= 128 else { return [] }
        let rated = known.compactMap { candidate -> (name: String, distance: Int)? in
            let other = candidate.lowercased()
            if other.hasPrefix(name) || other.contains(name) && name.count > 2 { return (candidate, 0) }
            let distance = distance(name, other)
            return distance <= max(1, min(name.count, other.count) / 3) ? (candidate, distance) : nil
        }
        return rated.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
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
