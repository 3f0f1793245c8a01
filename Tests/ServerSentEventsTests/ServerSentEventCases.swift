import Foundation
import ServerSentEvents
import Testing

/// One case of `Fixtures/sse-cases.json`, taken from the web-platform-tests and the standard's own examples.
struct ServerSentEventCase: Decodable, CustomTestStringConvertible, Sendable {
    struct Expected: Decodable, Sendable {
        var event: String
        var data: String
        var id: String?
        var retry: Int?
    }

    var name: String
    var input: Data
    var expected: [Expected]
    var finalLastEventID: String?
    var finalRetry: Int?
    var statesFinalRetry: Bool

    private enum CodingKeys: String, CodingKey {
        case name, expected
        case input = "input_base64"
        case finalLastEventID = "final_last_event_id"
        case finalRetry = "final_retry"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        input = try values.decode(Data.self, forKey: .input)
        expected = try values.decode([Expected].self, forKey: .expected)
        finalLastEventID = try values.decodeIfPresent(String.self, forKey: .finalLastEventID)
        finalRetry = try values.decodeIfPresent(Int.self, forKey: .finalRetry)
        statesFinalRetry = values.contains(.finalRetry)
    }

    var testDescription: String { name }

    /// What the parser should report: type, data and id of each event.
    var events: [ServerSentEvent] {
        expected.map { ServerSentEvent(type: $0.event, data: $0.data, lastEventID: $0.id ?? "") }
    }

    static func load() throws -> [Self] {
        guard let url = Bundle.module.url(forResource: "sse-cases", withExtension: "json", subdirectory: "Fixtures")
        else { throw CocoaError(.fileNoSuchFile) }
        return try JSONDecoder().decode([Self].self, from: Data(contentsOf: url))
    }
}
