import JSON

/// What all workers of a pool agree on; the first of them writes it.
struct PoolDescription: Sendable, Hashable {
    private static let format = "cloudcompute batch pool"
    private static let version = 1
    private static let leases = 1...86_400
    /// More chunks of the largest size than any folder holds.
    private static let maximumLargeChunks = 10_000_000

    /// An input as the first worker named it, for people.
    struct Input: Sendable, Hashable {
        var name: String
        var bytes: Int
    }

    var inputs: [Input]
    var lines: Int
    /// A number that tells these requests, in this order, from others.
    var requests: UInt64
    var rule = PoolPlan.Rule()
    var leaseSeconds: Int

    init(inputs: [Input], lines: Int, requests: UInt64, lease: Duration) {
        self.inputs = inputs
        self.lines = lines
        self.requests = requests
        let seconds = lease.nanoseconds / .second
        leaseSeconds = min(max(seconds, Self.leases.lowerBound), Self.leases.upperBound)
    }

    var plan: PoolPlan { PoolPlan(lines: lines, rule: rule) }

    /// Reads one; `nil` where it is none of this version.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), json["format"]?.string == Self.format,
            json["version"]?.int == Self.version, let lines = json["lines"]?.int, lines >= 0,
            let requests = json["requests"]?.string.flatMap({ UInt64($0, radix: 16) }),
            let divisor = json["chunks"]?["divisor"]?.int, let smallest = json["chunks"]?["smallest"]?.int,
            let largest = json["chunks"]?["largest"]?.int, let lease = json["lease_seconds"]?.int,
            [smallest, largest].allSatisfy(PoolPlan.Rule.range.contains), PoolPlan.Rule.divisors.contains(divisor),
            lines / largest <= Self.maximumLargeChunks, Self.leases.contains(lease)
        else { return nil }
        self.lines = lines
        self.requests = requests
        rule = PoolPlan.Rule(divisor: divisor, smallest: smallest, largest: largest)
        leaseSeconds = lease
        inputs = (json["inputs"]?.array ?? []).map {
            Input(name: $0["name"]?.string ?? "", bytes: $0["bytes"]?.int ?? 0)
        }
    }

    /// The text of the file.
    var text: [UInt8] {
        let json: JSONValue = [
            "format": .string(Self.format), "version": JSONValue(Self.version), "lines": JSONValue(lines),
            "inputs": .array(inputs.map { ["name": .string($0.name), "bytes": JSONValue($0.bytes)] }),
            "requests": .string(String(requests, radix: 16)),
            "chunks": [
                "divisor": JSONValue(rule.divisor), "smallest": JSONValue(rule.smallest),
                "largest": JSONValue(rule.largest),
            ],
            "lease_seconds": JSONValue(leaseSeconds),
        ]
        return json.jsonBytes + [UInt8(ascii: "\n")]
    }
}
