import JSON

/// What `/instances` answers.
public struct InstanceList: Sendable, Hashable {
    /// The instances in the server's order; rows without a usable id are left out.
    public var instances: [Instance]
    /// The server's own JSON, byte for byte and with its secrets; of a list in several pages, one array of their rows.
    public var body: [UInt8]
    /// Whether the list ends here; `false` where more pages follow than are read.
    public var isComplete: Bool

    /// Reads one answer: rows under `data` or `instances`, a bare array, or a single row with or without `data`,
    /// `instance` or `instances` around it.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it is none of these, or the error that it holds.
    public init(body: [UInt8]) throws(CloudComputeError) {
        self.init(try ListEnvelope(body: body, of: .instances))
    }

    /// The server's own JSON with the tokens and keys in it replaced by `[hidden]`: what may be shown and logged.
    public var publicBody: [UInt8] {
        (try? JSONValue(parsing: body)).map { SecretRedactor.hiding($0).jsonBytes } ?? []
    }

    init(_ list: ListEnvelope) {
        instances = list.rows.compactMap(Instance.init)
        body = list.body
        isComplete = list.next == .end
    }
}

extension InstanceList: CustomStringConvertible, CustomReflectable {
    /// The instances without their secrets, in JSON on one line.
    public var description: String { JSONValue.array(instances.map(\.publicJSON)).jsonText }

    /// What debuggers and `dump` show: no secrets either.
    public var customMirror: Mirror { Mirror(self, children: ["instances": instances]) }
}
