/// Why a line cannot be sent.
struct LineDefect: Error, Sendable, Hashable {
    /// The place in the line, in bytes from 1.
    var column: Int
    var reason: String
}

extension LineDefect {
    /// Two lines of one name could not be told apart in the output.
    static let duplicate = LineDefect(column: 1, reason: "has a custom_id that stands in an earlier line too")

    /// A `custom_id` is also the name of a line that has none.
    static func nameTaken(_ name: String, byAutomatic: Bool) -> LineDefect {
        let reason =
            byAutomatic
            ? "has the custom_id \"\(name)\", which is the name of a line without custom_id; choose another"
            : "has no custom_id and would be named \"\(name)\", which is the custom_id of another line; give it one"
        return LineDefect(column: 1, reason: reason)
    }

    /// An input is named twice, so that two lines would get one name.
    static func stemTaken(_ stem: String) -> LineDefect {
        LineDefect(
            column: 1,
            reason: "has no custom_id, and another input named \"\(stem)\" has a line of this number; "
                + "name each input once, or give the lines custom_ids")
    }
}
