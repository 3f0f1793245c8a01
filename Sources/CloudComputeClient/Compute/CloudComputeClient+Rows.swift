import JSON
import Localization
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    /// The most pages that a list is followed over.
    static let maximumPages = 100

    /// Reads a list to its end, or to its hundredth page.
    ///
    /// The bounds of a reply, in bytes and in time, hold for all pages together.
    ///
    /// - Parameters:
    ///   - room: The most bytes of all pages together.
    ///   - onPage: Is told the number of each page but the first before it is asked for.
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    func rows(
        of kind: ListEnvelope.Kind, room: Int = ResponseBody.maximumSize, onPage: (@Sendable (Int) -> Void)? = nil
    ) async throws -> ListEnvelope {
        let deadline = ContinuousClock.now + configuration.requestTimeout
        let body = try await transport.collect(try await acceptedAtRoot(kind.path))
        let first = try ListEnvelope(body: body, of: kind)
        guard case .query = first.next else { return first }
        return try await withThrowingTaskGroup(of: ListEnvelope.self) { group in
            group.addTask { try await pages(of: kind, after: first, room: max(0, room - body.count), onPage) }
            group.addTask { [timeout = configuration.requestTimeout] in
                try await Task.sleep(until: deadline, clock: .continuous)
                throw CloudComputeError(
                    .timedOut,
                    Message(
                        "The list of \(kind.name) did not end within "
                            + "\(max(1, timeout.components.seconds)) s."))
            }
            defer { group.cancelAll() }
            guard let list = try await group.next() else { throw CancellationError() }
            return list
        }
    }

    private func pages(
        of kind: ListEnvelope.Kind, after first: ListEnvelope, room: Int, _ onPage: (@Sendable (Int) -> Void)?
    ) async throws -> ListEnvelope {
        var (list, room) = (first, room)
        var asked: Set<String> = []
        // A server that does not know the query sends the same page, and so the same query, again.
        while case .query(let query) = list.next, asked.count + 1 < Self.maximumPages, asked.insert(query).inserted {
            onPage?(asked.count + 1)
            let page = try await send(
                .GET, "\(kind.path)?\(query)", limit: (room, .tooLarge(Message("The list of \(kind.name)"))))
            room = max(0, room - page.count)
            list.append(try ListEnvelope(body: page, of: kind))
        }
        return list
    }

    /// Sends a request once and returns the body of its answer if that is 2xx.
    ///
    /// - Parameter limit: The most bytes of the answer, and the error for more.
    /// - Throws: ``CloudComputeError``. Nothing here is about models, so that no error is of code `unknownModel`.
    func send(
        _ method: HTTPMethod, _ path: String, _ json: JSONValue? = nil,
        limit: (size: Int, excess: CloudComputeError)? = nil
    ) async throws -> [UInt8] {
        do {
            let body = json.map { ByteBuffer(bytes: $0.jsonBytes) }
            var answer = try await transport.accepted(method, path, body: body)
            if let limit { (answer.body.limit, answer.body.excess) = limit }
            return try await transport.collect(answer)
        } catch var error as CloudComputeError where error.code == .unknownModel {
            error.code = error.statusCode == 404 || error.statusCode == 410 ? .notFound : .rejected
            throw error
        }
    }

    /// Sends a request about one thing.
    ///
    /// - Parameter thing: What it is, with its number, as it stands in a sentence.
    /// - Throws: ``CloudComputeError``, of code `gone` where the server knows no such thing, but does know the path.
    func send(_ method: HTTPMethod, _ path: String, _ json: JSONValue? = nil, about thing: Message) async throws
        -> [UInt8]
    {
        do {
            return try await send(method, path, json)
        } catch var error as CloudComputeError where error.code == .notFound {
            if ServerDialect.isUnknownPath(error) {
                throw error.naming(path, of: configuration.baseURL, transport.redaction)
            }
            error.code = .gone
            error.sentence = Message("There is no \(thing).")
            throw error
        }
    }

    /// Reads the answer to a change: JSON, nothing or a word; `nil` where it is not JSON.
    ///
    /// - Throws: ``CloudComputeError`` where it says that nothing was changed, or is a page.
    static func acknowledgement(_ body: [UInt8]) throws(CloudComputeError) -> JSONValue? {
        guard let json = try? JSONValue(parsing: body) else {
            if body.isPage { throw CloudComputeError(page: body) }
            return nil
        }
        if let refusal = CloudComputeError(refusalIn: json) { throw refusal }
        return json
    }
}
