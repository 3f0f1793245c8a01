import JSON
import Localization

/// What `/models` answers.
public struct ModelList: Sendable, Hashable {
    /// The models in the server's order; rows without a usable id are left out.
    public var models: [Model]
    /// The server's own JSON, byte for byte.
    public var body: [UInt8]

    /// Reads the answer: `{"data":[…]}`, `{"models":[…]}` or a bare array.
    ///
    /// - Throws: ``CloudComputeError`` of code `badReply` where it is none of these.
    public init(body: [UInt8]) throws(CloudComputeError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: body)
        } catch {
            if body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { throw CloudComputeError(page: body) }
            throw CloudComputeError(
                .badReply, Message("The list of models is not JSON: \(error.sentence)."), cause: error)
        }
        if let failure = CloudComputeError(inBand: json) { throw failure }
        guard let rows = json["data"]?.array ?? json["models"]?.array ?? json.array else {
            throw CloudComputeError(.badReply, Message("The server's list of models holds no \"data\"."))
        }
        models = rows.compactMap(Model.init)
        self.body = body
    }
}
