import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension CloudComputeClient {
    private static let maximumRedirects = 5

    /// Fetches what a URL names; the API key stays at home.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Throws: ``CloudComputeError`` of code `rejected` where there is nothing to have.
    public func download(_ url: String, upTo limit: Int = 16 << 20) async throws -> [UInt8] {
        var address = url
        for _ in 0...Self.maximumRedirects {
            guard let parsed = URL(string: address), ["http", "https"].contains(parsed.scheme), parsed.host != nil
            else {
                throw CloudComputeError(.rejected, "\(address) is not the URL of a file.")
            }
            do {
                var request = HTTPClientRequest(url: address)
                request.headers.add(name: "user-agent", value: "cloudcompute")
                let response = try await transport.http.execute(request, timeout: .seconds(60))
                switch response.status.code {
                case 200..<300:
                    return Array(try await response.body.collect(upTo: limit).readableBytesView)
                case 301, 302, 303, 307, 308:
                    let target = response.headers.first(name: "location").flatMap {
                        URL(string: $0, relativeTo: parsed)
                    }
                    guard let target else { fallthrough }
                    address = target.absoluteString
                default:
                    throw CloudComputeError(
                        .rejected, "\(address) cannot be had: the server answers \(response.status.code).")
                }
            } catch is NIOTooManyBytesError {
                throw CloudComputeError(.rejected, "What \(address) names is larger than \(limit) bytes.")
            } catch let error as CloudComputeError {
                throw error
            } catch {
                throw CloudComputeError(.rejected, "\(address) cannot be had: \(Self.reason(error)).")
            }
        }
        throw CloudComputeError(.rejected, "\(url) leads from one place to the next without end.")
    }

    private static func reason(_ error: any Error) -> String {
        error is HTTPClientError ? "\(error)" : "there is no connection"
    }
}
