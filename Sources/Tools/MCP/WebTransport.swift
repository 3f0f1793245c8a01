import CloudComputeClient
import Localization
import Synchronization

/// A server that is reached by a URL: each message is posted, and the answer is a body or a stream of events.
final class WebTransport: MCPTransport {
    typealias Tell = @Sendable (MCPTransportEvent) -> Void

    /// How long the end of a session is waited for.
    private static let patienceAtEnd = Duration.seconds(2)
    /// How long a server may take to acknowledge a notification.
    private static let patienceForNotifications = Duration.seconds(10)

    private struct Held: Sendable {
        var tell: Tell?
        var session: String?
        var exchanges: [Int: Task<Void, Never>] = [:]
        /// The last notification, which a request waits for.
        var notification: Task<Void, Never>?
        var ending: Task<Void, Never>?
        var version: String?
    }

    let errorLines: [String] = []
    private let http: HTTPExchange
    private let headers: [(name: String, value: String)]
    private let held = Mutex(Held())

    init(
        url: String, headers: [ServerEntry.Variable], _ variables: [String: String], _ options: ToolWebOptions
    ) throws(ServerProblem) {
        let url = try VariableText.expand(url, member: "url", variables)
        var expanded: [(name: String, value: String)] = []
        for header in headers {
            let value = try VariableText.expand(header.value, member: "headers.\(header.name)", variables)
            guard HTTPExchange.isFieldValue(value) else { throw .badHeader(header.name) }
            expanded.append((header.name, value))
        }
        self.headers = expanded
        do { http = try HTTPExchange(url: url, options.configuration) } catch {
            throw .badURL(SecretText.masked(url: url))
        }
    }

    func start(_ tell: @escaping Tell) async throws(ServerFailure) { held.withLock { $0.tell = tell } }

    func send(_ message: MCPMessage) {
        held.withLock { held in
            guard held.ending == nil, let tell = held.tell else { return }
            if message.method == "initialize" { held.session = nil }
            held.version = message.version
            let before = held.notification
            // The task looks for itself in the table with the lock only, so it is there by then.
            let task = Task {
                await before?.value
                if let id = message.id { await self.exchange(message, id, tell) } else { await self.post(message) }
            }
            if let id = message.id { held.exchanges[id] = task } else { held.notification = task }
        }
    }

    func abandon(_ request: Int) {
        held.withLock { $0.exchanges.removeValue(forKey: request) }?.cancel()
    }

    func end() async {
        let ending = held.withLock { held in
            if let ending = held.ending { return ending }
            let tasks = Array(held.exchanges.values) + [held.notification].compactMap(\.self)
            let (session, version) = (held.session, held.version)
            let ending = Task {
                for task in tasks { task.cancel() }
                await self.end(session, version)
            }
            (held.exchanges, held.notification, held.ending) = ([:], nil, ending)
            return ending
        }
        await ending.value
    }

    private func end(_ session: String?, _ version: String?) async {
        if let session {
            let headers = headers + WebHeaders.ofSession(session, version)
            _ = try? await http.send(.init(method: "DELETE", headers: headers), within: Self.patienceAtEnd)
        }
        await http.shutdown()
    }

    /// Posts a message that nothing answers; what follows waits for that, but not for long.
    private func post(_ message: MCPMessage) async {
        let headers = headers + WebHeaders.of(message, session: held.withLock { $0.session })
        _ = try? await http.send(
            .init(method: "POST", headers: headers, body: message.bytes), within: Self.patienceForNotifications)
    }

    private func exchange(_ message: MCPMessage, _ id: Int, _ tell: Tell) async {
        let session = held.withLock { $0.session }
        var request = HTTPExchange.Request(
            method: "POST", headers: headers + WebHeaders.of(message, session: session), body: message.bytes)
        var events = WebAnswer(request: id)
        do {
            while true {
                let answer = try await http.send(request, within: .seconds(600))
                guard (200..<300).contains(answer.status) else {
                    return finish(id, .status(answer.status, body: try await Self.beginning(answer.body)), tell)
                }
                if message.method == "initialize", let session = answer.header("mcp-session-id"),
                    HTTPExchange.isFieldValue(session)
                {
                    held.withLock { $0.session = session }
                }
                events.begin(
                    isStream: answer.header("content-type")?.lowercased().hasPrefix("text/event-stream") == true)
                for try await piece in answer.body {
                    for bytes in try events.push(piece) { tell(.message(bytes)) }
                    if events.isAnswered { break }
                }
                for bytes in try events.end() { tell(.message(bytes)) }
                guard !events.isAnswered, let (event, pause) = events.resumption, !message.isModern
                else { break }
                try await Task.sleep(for: pause)
                request = HTTPExchange.Request(
                    method: "GET",
                    headers: headers
                        + WebHeaders.ofResumption(
                            event, session: held.withLock { $0.session }, message.version))
            }
            finish(id, events.isAnswered ? nil : .noAnswer, tell)
        } catch {
            if Task.isCancelled { return }
            let words = (error as? CloudComputeError)?.sentence ?? Message(verbatim: "\(error)")
            finish(id, .connection(words), tell)
        }
    }

    private func finish(_ id: Int, _ failure: MCPExchangeFailure?, _ tell: Tell) {
        held.withLock { _ = $0.exchanges.removeValue(forKey: id) }
        if let failure { tell(.exchangeFailed(id, failure)) }
    }

    /// The beginning of a body that tells of an error.
    private static func beginning(_ body: HTTPExchange.Body) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            bytes += piece
            if bytes.count > 64 << 10 { break }
        }
        return bytes
    }
}

extension ToolWebOptions {
    /// For the client's transport; the base URL is that of nobody and is not used.
    fileprivate var configuration: CloudComputeClient.Configuration {
        get throws(CloudComputeError) {
            var configuration = CloudComputeClient.Configuration(
                baseURL: try BaseURL("http://127.0.0.1"), apiKey: nil)
            configuration.proxies = proxies
            (configuration.caFile, configuration.caDirectory) = (caFile, caDirectory)
            return configuration
        }
    }
}
