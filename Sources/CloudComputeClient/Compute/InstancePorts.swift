import JSON

/// Reads which ports of the host lead to which ports of the container, in all shapes that `ports` is known to have.
///
/// Fact: Vast sends `{"22/tcp":[{"HostIp":"0.0.0.0","HostPort":"40022"}]}`, its specification shows `[8080,8081]`, its
/// client types it as a string, and it is null unless the instance runs (`docs/api-facts.md` section 4).
enum InstancePorts {
    /// The ports of the host by the container's port and protocol.
    ///
    /// The key is empty for ports of which nothing says where they lead.
    static func read(_ json: JSONValue?) -> [String: [Int]] {
        var ports: [String: [Int]] = [:]
        func add(_ found: [Int], to key: String) {
            for port in found where (1...65535).contains(port) && ports[key]?.contains(port) != true {
                ports[key, default: []].append(port)
            }
        }
        switch json {
        case .object(let object):
            for member in object.members { add(hostPorts(member.value), to: key(member.name)) }
        case .string(let text):
            if let inner = try? JSONValue(parsing: text), inner.string == nil { return read(inner) }
            for entry in text.split(separator: ",") {
                let (key, port) = mapping(entry)
                add(port.map { [$0] } ?? [], to: key)
            }
        case let json?: add(hostPorts(json), to: "")
        case nil: break
        }
        return ports
    }

    private static func hostPorts(_ json: JSONValue) -> [Int] {
        (json.array ?? [json]).compactMap { $0.int ?? $0.whole("HostPort", "host_port") }
    }

    /// Reads `0.0.0.0:40022->22/tcp`, as Docker writes it, or a bare number.
    private static func mapping(_ entry: Substring) -> (key: String, port: Int?) {
        guard let arrow = entry.firstRange(of: "->") else { return ("", Int(entry.trimmed)) }
        let host = entry[..<arrow.lowerBound].split(separator: ":").last ?? ""
        return (key(entry[arrow.upperBound...].trimmed), Int(host.trimmed))
    }

    private static func key(_ name: String) -> String {
        let name = name.lowercased()
        return Int(name) == nil ? name : name + "/tcp"
    }
}
