public import JSON

extension ChatReply {
    /// Reads a `chat.completion` object, as leniently as a reply is read off the wire.
    public init(_ json: JSONValue) {
        var events: [ChatEvent] = []
        ChatChunk.read(json, into: &events)
        var accumulator = ChatAccumulator()
        for event in events { accumulator.add(event) }
        self = accumulator.reply
    }
}
