import JSON

/// Where to log in to an instance.
///
/// User, host and port come from outside and end on a command line. So there is no endpoint of which a part could be
/// taken for an option, hold white space or anything that `ssh` or a shell would interpret.
public struct SSHEndpoint: Sendable, Hashable {
    /// The user to log in as.
    public let user: String
    /// The host's name or address.
    public let host: String
    /// The port, from 1 to 65535.
    public let port: Int

    /// Creates an endpoint; `nil` where a part is not fit for a command line.
    ///
    /// Fit are ASCII letters, digits, `.`, `_` and `-`, in a host also `:`, with none of the signs but `:` in front.
    public init?(user: String, host: String, port: Int) {
        guard Self.isFit(user, besides: "._-", upTo: 64), Self.isFitHost(host), (1...65535).contains(port) else {
            return nil
        }
        self.user = user
        self.host = host
        self.port = port
    }

    /// Reads where a row's instance can be reached; `nil` where it says nothing fit.
    ///
    /// Fact: Vast's client takes the host port of `22/tcp` on the public address, else `ssh_host` with `ssh_port`, plus
    /// one where the runtype is one of Jupyter's; the user is always root (`docs/api-facts.md` section 4).
    init?(_ json: JSONValue, ports: [String: [Int]]) {
        if let address = json.words("public_ipaddr"), let port = ports["22/tcp"]?.first,
            let endpoint = SSHEndpoint(user: "root", host: address, port: port)
        {
            self = endpoint
            return
        }
        guard let host = json.words("ssh_host"), let port = json.whole("ssh_port"), (1...65535).contains(port) else {
            return nil
        }
        let isJupyter = json.words("image_runtype", "runtype")?.lowercased().contains("jupyter") ?? false
        self.init(user: "root", host: host, port: isJupyter ? port + 1 : port)
    }

    /// Whether a host is fit for a command line.
    static func isFitHost(_ host: String) -> Bool { isFit(host, besides: "._-:", upTo: 253) }

    private static func isFit(_ text: String, besides signs: String, upTo limit: Int) -> Bool {
        guard let first = text.first, first != "-", first != ".", first != "_", text.utf8.count <= limit else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) }
    }
}
