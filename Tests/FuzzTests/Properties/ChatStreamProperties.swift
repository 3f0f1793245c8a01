import JSON

@testable import CloudComputeClient

/// However a reply is cut it says the same, the short ways agree with the long ones, and what is written of a reply reads as it.
enum ChatStreamProperties {
    static func check(_ bytes: [UInt8]) throws {
        for contentType in [nil, "text/event-stream"] {
            let whole = Reading(bytes, longest: .max, contentType)
            for longest in [1, 13] {
                let cut = Reading(bytes, longest: longest, contentType)
                try require(
                    cut.events == whole.events && cut.failure == whole.failure,
                    "As \(contentType ?? "nothing") in pieces of \(longest): \(cut) and not \(whole)")
            }
            let long = Reading(bytes, longest: .max, contentType, learnsTemplates: false)
            try require(
                long.events == whole.events && long.failure == whole.failure,
                "As \(contentType ?? "nothing") by templates: \(whole) and not \(long)")
            try require(
                whole.reply.choices.count <= ChatAccumulator.indices.count, "\(whole.reply.choices.count) choices")
            if whole.failure == nil { try checkWriting(whole.reply) }
            guard contentType == nil, let fast = ChatCompletionFastParser.read(bytes) else { continue }
            try require(
                whole.failure == nil && fast == whole.reply,
                "The fast path reads \(fast), and not \(whole.failure.map { "\($0)" } ?? "\(whole.reply)")")
        }
    }

    /// What one decoder makes of the bytes.
    private struct Reading {
        var events: [ChatEvent] = []
        /// What the failure says, in the order of its facts.
        var failure: [String?]?

        init(_ bytes: [UInt8], longest: Int, _ contentType: String?, learnsTemplates: Bool = true) {
            var decoder = ChatStreamDecoder(contentType: contentType, learnsTemplates: learnsTemplates)
            do {
                for piece in Pieces(of: bytes.count, longest: longest) {
                    try decoder.push(Array(bytes[piece]).span, into: &events)
                }
                try decoder.finish(into: &events)
            } catch let error as CloudComputeError {
                failure = [error.code.description, error.message, error.serverCode, error.statusCode.map { "\($0)" }]
            } catch {
                failure = ["another error", "\(error)"]
            }
        }

        var reply: ChatReply {
            var accumulator = ChatAccumulator()
            for event in events { accumulator.add(event) }
            return accumulator.reply
        }
    }

    private static func checkWriting(_ reply: ChatReply) throws {
        let json = try JSONValue(parsing: reply.json.jsonBytes)
        let again = ChatReply(json)
        try require(
            again.id == reply.id && again.model == reply.model && again.usage == reply.usage,
            "\(reply) is written as \(json.jsonText)")
        for (index, choice) in reply.choices.enumerated() {
            let other = again.choices.indices.contains(index) ? again.choices[index] : ChatReply.Choice()
            try require(other == choice, "\(choice) is read as \(other) from \(json.jsonText)")
        }
    }
}
