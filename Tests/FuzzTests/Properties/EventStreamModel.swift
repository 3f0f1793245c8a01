import ServerSentEvents

/// The standard's rules in the plainest form, for a whole stream at hand.
///
/// Fact: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
struct EventStreamModel {
    private(set) var seen: [ServerSentEventProperties.Seen] = []
    private(set) var lastEventID = ""
    private(set) var reconnectionTime: Int?
    private var nextEventID = ""
    private var type: [UInt8] = []
    private var data: [[UInt8]] = []

    /// - Parameter dispatchesUnfinished: Whether the end of the stream counts as the end of its last line and event.
    static func read(_ bytes: [UInt8], dispatchesUnfinished: Bool) -> EventStreamModel {
        var model = EventStreamModel()
        var lines: [[UInt8]] = [[]]
        var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0x0D:
                if rest.first == 0x0A { rest.removeFirst() }
                lines.append([])
            case 0x0A: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
        }
        for line in lines.dropLast() { model.take(line) }
        if dispatchesUnfinished {
            if let last = lines.last, !last.isEmpty { model.take(last) }
            model.take([])
        }
        return model
    }

    private mutating func take(_ line: [UInt8]) {
        if line.isEmpty { return dispatch() }
        let name = line.prefix { $0 != 0x3A }
        var value = line.dropFirst(name.count + 1)
        if name.isEmpty { return }
        if value.first == 0x20 { value.removeFirst() }
        switch String(decoding: name, as: UTF8.self) {
        case "data": data.append(Array(value))
        case "event": type = Array(value)
        case "id": if !value.contains(0) { nextEventID = String(decoding: value, as: UTF8.self) }
        case "retry":
            if !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }) {
                reconnectionTime = Int(String(decoding: value, as: UTF8.self)) ?? reconnectionTime
            }
        default: seen.append(.ignored(Array(name), Array(value)))
        }
    }

    private mutating func dispatch() {
        lastEventID = nextEventID
        if !data.isEmpty {
            let event = ServerSentEvent(
                type: type.isEmpty ? "message" : String(decoding: type, as: UTF8.self),
                data: String(decoding: Array(data.joined(separator: [0x0A])), as: UTF8.self), lastEventID: lastEventID)
            seen.append(.event(event))
        }
        type = []
        data = []
    }
}
