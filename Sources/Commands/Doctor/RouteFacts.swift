import CloudComputeClient
import JSON
import Localization

/// The way to the server below HTTP: the proxy, the name, the connection.
struct RouteFacts: Sendable {
    enum Lookup: Sendable, Hashable {
        /// The host is an address itself.
        case number
        case found([String])
        case failed(String)
        case timedOut
        case notTried
    }

    enum Connection: Sendable, Hashable {
        case made(Duration)
        case failed(String, ExitCode)
        case timedOut
        case notTried
    }

    /// The time allowed for each.
    static let patience = Duration.seconds(5)
    /// A lookup that takes longer holds up each connection.
    static let slowLookup = Duration.seconds(2)

    var proxy: ProxyRoute
    /// The first host on the way: the proxy, or the server.
    var host: String
    var lookup: Lookup
    var lookupTime: Duration
    var connection: Connection

    var checks: [DoctorCheck] { [proxyCheck, lookupCheck, connectionCheck] }

    /// Whether the way is open as far as it was tried.
    var isOpen: Bool { if case .made = connection { true } else { false } }

    /// Whether requests go through a proxy.
    var isProxied: Bool { if case .proxy = proxy { true } else { false } }

    private var proxyCheck: DoctorCheck {
        switch proxy {
        case .direct:
            return .ok(
                "proxy", localized("No variable names a proxy for this URL."), ["proxy": nil])
        case .loopback(let variable):
            return .ok(
                "proxy", localized("\(variable) names a proxy, which is not used for this machine."),
                ["proxy": nil, "variable": .string(variable)])
        case .excepted(let variable, let exception, let list):
            return .ok(
                "proxy",
                localized("\(variable) names a proxy, which is not used since \(list) has \"\(exception)\"."),
                ["proxy": nil, "variable": .string(variable), "exception": .string(exception)])
        case .proxy(let variable, _, let address, let hasUser):
            let sentence =
                hasUser
                ? localized(
                    "Requests go through the proxy \(address) (\(variable)), with a user name, since no_proxy does not name "
                        + "the server.")
                : localized(
                    "Requests go through the proxy \(address) (\(variable)), since no_proxy does not name the server.")
            return .ok(
                "proxy", sentence,
                ["proxy": .string(address), "variable": .string(variable), "has_user": .bool(hasUser)])
        case .unusable(let variable, let reason):
            return .error(
                "proxy", reason, fix: localized("Correct or unset \(variable)."), .configuration,
                ["proxy": nil, "variable": .string(variable)])
        }
    }

    private var lookupCheck: DoctorCheck {
        let milliseconds = lookupTime.wholeMilliseconds
        var facts: JSONObject = ["host": .string(host), "milliseconds": JSONValue(milliseconds: lookupTime)]
        let fix = localized("Check the host's name, /etc/resolv.conf and the network.")
        switch lookup {
        case .number:
            return .ok("dns", localized("\(host) is an address, so there is nothing to look up."), facts)
        case .found(let addresses):
            facts["addresses"] = .array(addresses.map { .string($0) })
            let sentence = localized("\(host) is \(addresses.joined(separator: ", ")), found in \(milliseconds) ms.")
            guard lookupTime > Self.slowLookup else { return .ok("dns", sentence, facts) }
            return .warning(
                "dns", localized("Slow name lookup: \(sentence)"),
                fix: localized("Check the name servers in /etc/resolv.conf."), facts)
        case .failed(let reason):
            return .error(
                "dns", localized("\(host) cannot be looked up: \(reason)."), fix: fix, .unavailable, facts)
        case .notTried:
            return .skipped("dns", localized("No host was looked up, since the proxy cannot be used."))
        case .timedOut:
            return .error(
                "dns", localized("\(host) was not found within \(Self.patience.components.seconds) s."),
                fix: fix, .unavailable,
                facts)
        }
    }

    private var connectionCheck: DoctorCheck {
        switch connection {
        case .made(let time):
            return .ok(
                "connection",
                isProxied
                    ? localized("A connection to the proxy was made in \(time.wholeMilliseconds) ms.")
                    : localized("A connection to the server was made in \(time.wholeMilliseconds) ms."),
                ["milliseconds": JSONValue(milliseconds: time)])
        case .failed(let words, let code): return .error("connection", words, fix: fix, code)
        case .notTried:
            return .skipped(
                "connection", localized("No connection was tried, since the address is not known."))
        case .timedOut:
            return .error(
                "connection",
                isProxied
                    ? localized("No connection to the proxy was made within \(Self.patience.components.seconds) s.")
                    : localized("No connection to the server was made within \(Self.patience.components.seconds) s."),
                fix: fix, .unavailable)
        }
    }

    private var fix: String {
        if case .proxy(let variable, _, _, _) = proxy {
            return localized("Start the proxy, or correct or unset \(variable).")
        }
        return localized("Check the host and the port of the base URL, the network and its firewall.")
    }
}
