import CloudComputeClient
import Foundation
import Localization
import Terminal

/// Instances for people.
enum InstanceTable {
    static func text(_ instances: [Instance], width: Int?) -> String {
        // Few people give labels.
        let hasLabels = instances.contains { $0.label?.isEmpty == false }
        let label: [(title: String, alignment: TextTable.Alignment)] = hasLabels ? [(localized("LABEL"), .left)] : []
        var table = TextTable(
            [("ID", .right), (localized("NAME"), .left)] + label + [
                (localized("STATE"), .left), ("GPU", .left), (localized("PRICE/H"), .right), (localized("UP"), .right),
                ("SSH", .left),
            ])
        for instance in instances {
            let names = [String(instance.id), instance.displayName] + (hasLabels ? [instance.label ?? ""] : [])
            table.add(
                names + [
                    instance.state.rawValue, gpu(instance) ?? "", instance.pricePerHour.map(OfferTable.price) ?? "",
                    uptime(instance) ?? "", instance.sshEndpoint.map(address) ?? "",
                ])
        }
        return table.text(
            width: width, dropping: [localized("UP"), localized("LABEL"), localized("PRICE/H"), "GPU"])
    }

    /// All that is known of one instance, a line each.
    static func details(_ instance: Instance) -> String {
        let rows: [(String, String?)] = [
            ("id", String(instance.id)), (localized("name"), instance.name), (localized("label"), instance.label),
            (localized("state"), instance.state.rawValue), (localized("message"), instance.statusMessage),
            ("gpu", gpu(instance)),
            (localized("price/h"), instance.pricePerHour.map(OfferTable.price)), (localized("image"), instance.image),
            ("runtype", instance.runtype),
            (localized("disk"), instance.diskSpace.map { localized("\(Decimals.text($0, 1)) GB") }),
            (localized("place"), instance.geolocation), (localized("address"), instance.publicAddress),
            (localized("up"), uptime(instance)),
            ("ssh", instance.sshEndpoint.map(address)),
            (
                localized("ports"),
                instance.ports.isEmpty
                    ? nil
                    : instance.ports.sorted { $0.key < $1.key }.map { port, hosts in
                        "\(port) → \(hosts.map(String.init).joined(separator: ","))"
                    }.joined(separator: ", ")
            ),
        ]
        return rows.compactMap { name, value in
            value.map {
                "\(name)\(String(repeating: " ", count: max(1, 10 - name.count)))\(ControlCharacterFilter.filterLine($0))\n"
            }
        }.joined()
    }

    /// The address as a person types it to ssh.
    static func address(_ endpoint: SSHEndpoint) -> String { "\(endpoint.user)@\(endpoint.host) -p \(endpoint.port)" }

    private static func gpu(_ instance: Instance) -> String? {
        instance.gpuName.map { "\(instance.gpuCount ?? 1) × \($0)" }
    }

    private static func uptime(_ instance: Instance) -> String? {
        guard instance.state.kind == .up, let start = instance.startedAt else { return nil }
        let minutes = Int(max(0, min(Date().timeIntervalSince1970 - start, 1e9)) / 60)
        return minutes < 60 ? localized("\(minutes) min") : localized("\(minutes / 60) h \(minutes % 60) min")
    }
}
