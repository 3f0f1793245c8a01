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
                guard let range = try? JSONObjectIndex(of: text)?["custom_id"],
                    let id = (try? JSONValue(parsing: text[range]))?.string, !id.isEmpty
                else { return nil }
                return id
            }
        }
        self.id = id ?? "\(line.stem):\(line.number)"
    }
}
