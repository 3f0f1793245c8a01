import CloudComputeClient
import Foundation
import Localization

extension RouteFacts {
    /// Looks the first host up and connects to it; nothing is sent.
    static func gather(_ url: BaseURL, _ proxies: ProxySettings) async -> RouteFacts {
        let route = proxies.route(to: url)
        if case .unusable = route {
            return RouteFacts(
                proxy: route, host: url.plainHost, lookup: .notTried, lookupTime: .zero, connection: .notTried)
        }
        var host = url.plainHost
        if case .proxy(_, let proxy, _, _) = route { host = proxy }
        let name = host
        let start = ContinuousClock.now
        let lookup = await BoundedWait.blocking(within: patience) { addresses(of: name) } ?? .timedOut
        let lookupTime = ContinuousClock.now - start
        var connection = Connection.timedOut
        switch lookup {
        case .number, .found:
            connection =
                await BoundedWait.value(within: patience) { await connect(url, proxies) } ?? .timedOut
        case .failed, .timedOut, .notTried: connection = .notTried
        }
        return RouteFacts(
            proxy: route, host: host, lookup: lookup, lookupTime: lookupTime, connection: connection)
    }

    private static func connect(_ url: BaseURL, _ proxies: ProxySettings) async -> Connection {
        do throws(CloudComputeError) {
            return .made(try await ConnectionProbe.connect(to: url, through: proxies, within: patience))
        } catch {
            return .failed(localized(error.sentence), ExitCode(error))
        }
    }

    /// So many addresses are told.
    private static let maximumAddresses = 8

    private static func addresses(of host: String) -> Lookup {
        var hints = addrinfo()
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        if getaddrinfo(host, nil, &hints, &list) == 0 {
            freeaddrinfo(list)
            return .number
        }
        hints.ai_flags = 0
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { return .failed(gai_strerror(code).map { String(cString: $0) } ?? "error \(code)") }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next?.pointee, found.count < maximumAddresses {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let status = getnameinfo(
                entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            if status == 0 {
                let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if !found.contains(address) { found.append(address) }
            }
            next = entry.ai_next
        }
        return .found(found)
    }
}
