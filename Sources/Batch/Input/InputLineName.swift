import JSON

/// The names of an input line without what is sent for it: the one that its result bears, and the one of its place.
struct InputLineName {
    /// The `custom_id`, or `STEM:NUMBER`.
    var id: String
    /// `FILE:NUMBER`, which the failure of a line bears that could not be sent.
    var place: String

    init(_ line: InputLine) {
        place = BatchRequest.place(of: line).customID
        var id: String?
        if case .text(let bytes) = line.content {
            id = bytes.withUnsafeBufferPointer { text in
                // What is not one character would be read as another, and so as the id of other lines too.
                guard let range = try? JSONObjectIndex(of: text)?["custom_id"], !HalfSurrogate.isIn(text[range]),
                    let id = (try? JSONValue(parsing: text[range]))?.string, !id.isEmpty
                else { return nil }
                return id
            }
        }
        self.id = id ?? line.name
    }
}
