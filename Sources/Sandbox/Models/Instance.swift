import JSON

/// A rented machine as the sandbox keeps it; how far it is follows from the time.
struct Instance: Sendable {
    /// How its start goes, decided by the name it was ordered with.
    enum BootScenario: String, Sendable {
        case boots
        case failsToBoot = "fails-to-boot"
        case neverBoots = "never-boots"
        case goesOffline = "goes-offline"

        init(name: String?) {
            let name = name?.lowercased() ?? ""
            self =
                if name.contains("fail-boot") {
                    .failsToBoot
                } else if name.contains("never-boots") {
                    .neverBoots
                } else if name.contains("offline") {
                    .goesOffline
                } else {
                    .boots
                }
        }
    }

    /// How far it is.
    enum Phase: Sendable, Hashable {
        case provisioning
        case created
        /// With the share of the image that has arrived, in percent.
        case loading(Int)
        case running
        case failed
        case offline
        case exited
    }

    var id: Int64
    var offerID: Int
    var createdAt: Timestamp
    var updatedAt: Timestamp
    var pricePerHour: Money
    var hoursPaid: Int64
    /// When the balance was used up.
    var exitedAt: Timestamp?
    var scenario: BootScenario
    /// The details of the request, with `name` and `label`.
    var details: JSONObject

    /// - Parameter bootTime: In seconds.
    func phase(at now: Timestamp, bootTime: Double) -> Phase {
        if exitedAt != nil { return .exited }
        let age = max(0, now.seconds(since: createdAt))
        if age < bootTime / 4 { return .provisioning }
        if age < bootTime / 2 { return .created }
        if age < bootTime || scenario == .neverBoots {
            let share = bootTime > 0 ? (age / bootTime - 0.5) * 2 : 1
            return .loading(Int(min(share, scenario == .neverBoots ? 0.41 : 0.99) * 100))
        }
        switch scenario {
        case .failsToBoot: return .failed
        case .goesOffline: return age < bootTime * 2 ? .running : .offline
        case .boots, .neverBoots: return .running
        }
    }

    /// When the next hour is to be paid; `nil` where none is.
    ///
    /// - Parameter bootTime: In seconds.
    func nextCharge(bootTime: Double) -> Timestamp? {
        guard exitedAt == nil else { return nil }
        let due = createdAt.adding(seconds: hoursPaid * 3600)
        return scenario == .failsToBoot && due.seconds(since: createdAt) >= bootTime ? nil : due
    }
}
