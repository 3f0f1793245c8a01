import JSON
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    /// The most pages that a list is followed over.
    static let maximumPages = 100

    /// Reads a list to its end, or to its hundredth page.
    ///
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    func rows(of kind: RowList.Kind) async throws -> RowList {
        var list = try RowList(body: try await transport.collect(try await acceptedAtRoot(kind.path)), of: kind)
        var asked: Set<String> = []
        // A server that does not know the query sends the same page, and so the same query, again.
        while case .query(let query) = list.next, asked.count + 1 < Self.maximumPages, asked.insert(query).inserted {
            let page = try await send(.GET, "\(kind.path)?\(query)")
            list.append(try RowList(body: page, of: kind))
        }
        return list
    }

    /// Sends a request once and returns the body of its answer if that is 2xx.
    ///
    /// - Throws: ``CloudComputeError``. Nothing here is about models, so that no error is of code `unknownModel`.
    func send(_ method: HTTPMethod, _ path: String, _ json: JSONValue? = nil) async throws -> [UInt8] {
        do {
            let body = json.map { ByteBuffer(bytes: $0.jsonBytes) }
            let answer = try await transport.accepted(method, path, body: body)
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
    func send(_ method: HTTPMethod, _ path: String, _ json: JSONValue? = nil, about thing: String) async throws
        -> [UInt8]
    {
        do {
            return try await send(method, path, json)
        } catch var error as CloudComputeError where error.code == .notFound {
            if ServerDialect.isUnknownPath(error) { throw error.naming(path, of: configuration.baseURL) }
            error.code = .gone
            error.message = "There is no \(thing)."
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
