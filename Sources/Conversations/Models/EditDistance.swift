/// How far two words are from each other, in letters that must be changed, added or taken away.
package enum EditDistance {
    /// Longer words count by their beginnings.
    private static let longest = 200

    /// How much makes one word of the other.
    package static func between(_ one: String, _ other: String) -> Int {
        lastRow(one, Array(other.prefix(longest)), anywhere: false).last ?? 0
    }

    /// How much makes some part of a text of the word.
    package static func between(_ word: String, andPartOf text: String) -> Int {
        lastRow(word, Array(text.prefix(longest)), anywhere: true).min() ?? 0
    }

    private static func lastRow(_ one: String, _ target: [Character], anywhere: Bool) -> [Int] {
        var row = anywhere ? [Int](repeating: 0, count: target.count + 1) : Array(0...target.count)
        for (line, letter) in one.prefix(longest).enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in target.indices {
                let substitution = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
            }
        }
        return row
    }
}
