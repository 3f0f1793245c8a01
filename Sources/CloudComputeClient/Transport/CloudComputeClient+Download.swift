import AsyncHTTPClient
import Foundation
import Localization
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    private static let maximumRedirects = 5

    /// Fetches what a URL names; the API key stays at home.
    ///
    /// - Parameters:
    ///   - url: The address, `http:` or `https:`.
    ///   - limit: The most bytes that are taken.
    /// - Throws: ``CloudComputeError`` of code `rejected` where there is nothing to have.
    public func download(_ url: String, upTo limit: Int = 16 << 20) async throws -> [UInt8] {
        var address = url
        for _ in 0...Self.maximumRedirects {
            guard let parsed = URL(string: address), ["http", "https"].contains(parsed.scheme),
                let origin = Self.origin(of: parsed)
            else { throw CloudComputeError(.rejected, Message("\(address) is not the URL of a file.")) }
            // Each host may have another proxy, or none.
            let http = HTTPClient(
                eventLoopGroupProvider: .shared(NetworkLoop.shared), configuration: try configuration.http(to: origin))
            let step: Step
            do {
                step = try await Self.fetch(address, upTo: limit, http)
                try? await http.shutdown()
            } catch {
                try? await http.shutdown()
                throw Self.failure(error, address, limit)
            }
            switch step {
            case .file(let bytes): return bytes
            case .redirect(let target):
                guard let target = URL(string: target, relativeTo: parsed) else {
                    throw CloudComputeError(.rejected, Message("\(address) leads to no URL."))
                }
                address = target.absoluteString
            }
        }
        throw CloudComputeError(.rejected, Message("\(url) leads from one place to the next without end."))
    }

    private enum Step {
        case file([UInt8]), redirect(String)
    }

    private static func fetch(_ address: String, upTo limit: Int, _ http: HTTPClient) async throws -> Step {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "user-agent", value: "cloudcompute")
        let response = try await http.execute(request, timeout: .seconds(60))
        if [301, 302, 303, 307, 308].contains(response.status.code),
            let target = response.headers.first(name: "location")
        {
            return .redirect(target)
        }
        guard (200..<300).contains(response.status.code) else {
            throw CloudComputeError(
                .rejected, Message("Could not download \(address): the server answered \(response.status.code)."))
        }
        return .file(Array(try await response.body.collect(upTo: limit).readableBytesView))
    }

    /// Where a URL leads, without its path and what else it holds.
    private static func origin(of url: URL) -> BaseURL? {
        guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return nil }
        (parts.user, parts.password, parts.query, parts.fragment, parts.path) = (nil, nil, nil, nil, "")
        return parts.string.flatMap { try? BaseURL($0) }
    }

    private static func failure(_ error: any Error, _ address: String, _ limit: Int) -> any Error {
        switch error {
        case is CloudComputeError, is CancellationError: return error
        case is NIOTooManyBytesError:
            return CloudComputeError(.rejected, Message("What \(address) names is larger than \(limit) bytes."))
        default:
            let reason = error is HTTPClientError ? Message(verbatim: "\(error)") : Message("there is no connection")
            return CloudComputeError(.rejected, Message("Could not download \(address): \(reason)."))
        }
    }
}
