import JSON

/// A machine to rent, of those that the sandbox pretends to know.
struct Offer: Sendable {
    /// How far the row in the list is from the usual shape, as rows of a real market are.
    enum RowVariant: Sendable {
        case usual
        /// Somebody else has it.
        case unrentable
        /// What is not measured is `null`.
        case nulls
        /// Numbers are strings and Booleans are 0 and 1.
        case strings
    }

    var id: Int
    var card: Card
    var count: Int
    /// In gigabytes.
    var disk: Double
    var pricePerHour: Money
    /// From 0 to 1.
    var reliability: Double
    var place: String
    var variant = RowVariant.usual

    /// In gigabytes; orders are in whole ones.
    var wholeDisk: Int { Int(disk) }
    var isRentable: Bool { variant != .unrentable }

    /// What follows from the card, its number and the machine it is in.
    var cores: Int { max(8, card.memory / 1024 / 8 * 4) * count }
    var mainMemory: Int { (card.memory * count * 2) / 64_000 * 64_000 + 64_288 }
    var download: Double { 412.5 + Double(id % 97) * 41.3 }
    var upload: Double { 308.2 + Double(id % 89) * 29.7 }

    /// The row in `/offers`.
    var json: JSONValue {
        switch variant {
        case .usual, .unrentable: .object(row)
        case .nulls:
            .object(
                row.replacing(
                    ["reliability", "reliability2", "geolocation", "cuda_max_good", "inet_down", "inet_up", "score"]
                ) { _ in .null })
        case .strings: .object(row.replacing(row.members.map(\.name), with: Self.stringly))
        }
    }

    private static func stringly(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let digits): .string(digits)
        case .bool(let bool): bool ? 1 : 0
        default: value
        }
    }

    private var row: JSONObject {
        let performance = card.performance * Double(count)
        let price = pricePerHour.amount
        return [
            "id": JSONValue(id), "ask_contract_id": JSONValue(id), "bundle_id": nil,
            "machine_id": JSONValue(id % 50_000), "host_id": JSONValue(90_000 + id % 700),
            "gpu_name": .string(card.name), "num_gpus": JSONValue(count), "gpu_ram": JSONValue(card.memory),
            "gpu_total_ram": JSONValue(card.memory * count), "gpu_frac": JSONValue(Double(count) / 8),
            "gpu_arch": "nvidia", "gpu_mem_bw": JSONValue(card.bandwidth), "compute_cap": JSONValue(card.capability),
            "cuda_max_good": .number("12.8"), "driver_version": "570.133.20", "cpu_name": "EPYC 7543",
            "cpu_cores": JSONValue(max(64, cores)), "cpu_cores_effective": JSONValue(Double(cores)),
            "cpu_ram": JSONValue(mainMemory), "cpu_ghz": .number("2.8"), "disk_space": JSONValue(disk),
            "disk_bw": .number("3120.4"),
            "disk_name": "PM9A3", "inet_down": JSONValue(download.rounded(to: 10)),
            "inet_up": JSONValue(upload.rounded(to: 10)), "inet_down_cost": .number("0.0"),
            "inet_up_cost": .number("0.0"),
            "dph_base": JSONValue((price * 0.97).rounded(to: 10_000)), "dph_total": JSONValue(price),
            "storage_cost": .number("0.15"), "min_bid": JSONValue((price * 0.6).rounded(to: 10_000)),
            "dlperf": JSONValue(performance.rounded(to: 10)),
            "dlperf_per_dphtotal": JSONValue((performance / price).rounded(to: 10)),
            "score": JSONValue((performance / price * reliability).rounded(to: 10)),
            "reliability": JSONValue(reliability), "reliability2": JSONValue(reliability),
            "verification": reliability > 0.98 ? "verified" : "unverified", "rentable": .bool(isRentable),
            "rented": .bool(!isRentable), "static_ip": true, "direct_port_count": 99, "geolocation": .string(place),
            "pcie_bw": .number("24.9"), "pci_gen": 4, "duration": .number("2419200.0"),
            "end_date": .number("1798761600.0"), "external": nil,
            "hostname": nil, "is_bid": false,
        ]
    }
}

extension Offer {
    /// A kind of graphics card.
    struct Card: Sendable {
        var name: String
        /// In megabytes.
        var memory: Int
        /// In gigabytes per second.
        var bandwidth: Double
        /// The compute capability times 100.
        var capability: Int
        /// The market's benchmark for one card.
        var performance: Double
    }
}

extension JSONObject {
    fileprivate func replacing(_ names: [String], with change: (JSONValue) -> JSONValue) -> JSONObject {
        JSONObject(members.map { names.contains($0.name) ? Member($0.name, change($0.value)) : $0 })
    }
}

extension Double {
    /// Rounds to one part in so many.
    func rounded(to parts: Double) -> Double { (self * parts).rounded() / parts }
}
