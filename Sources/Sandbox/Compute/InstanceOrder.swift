import CloudComputeClient

/// What a request asks to be rented, with every field of the right type.
struct InstanceOrder: Sendable {
    /// The least disk, in gigabytes.
    static let leastDisk = 8
    static let longestName = 256

    var offerID: Int
    var disk: Int
    var keyIDs: [Int]
    var name: String?
    /// What the instance's row says back, beside the name.
    var details: JSONObject

    /// - Throws: A refusal that names every field of the wrong type.
    init(_ body: [UInt8]) throws(ComputeRefusal) {
        var check = try FieldCheck(body, nullsAreAbsent: true)
        let offerID = check.require("ask_id") ? check.integer("ask_id") : nil
        let type = check.integer("type")
        name = check.string("name", most: Self.longestName)
        _ = check.string("stats", most: .max)
        let image = check.string("template_image", most: 1024)
        let template = check.integer("template_id")
        let hash = check.string("template_hash_id", most: 255)
        let runtype = check.string("runtype", most: 255)
        disk = check.integer("disk_gb") ?? 10
        if disk < Self.leastDisk {
            check.complain("disk_gb", "The disk gb field must be at least \(Self.leastDisk).")
        }
        check.number("offer_disk_space")
        check.boolean("install_monitoring")
        keyIDs = check.integers("ssh_key_ids") ?? []
        try check.finish()
        // Without an id, the check has just thrown.
        self.offerID = offerID ?? 0
        details = [
            "type": type.map { JSONValue($0) } ?? .null, "template_id": template.map { JSONValue($0) } ?? .null,
            "template_hash_id": hash.map { .string($0) } ?? .null,
            "template_image": image.map { .string($0) } ?? .null, "runtype": .string(runtype ?? "ssh"),
            "disk_gb": JSONValue(disk), "ssh_key_ids": .array(keyIDs.map { JSONValue($0) }),
        ]
    }

    /// Checks what depends on the offer and on the keys there are.
    ///
    /// - Throws: A refusal that names the fields.
    func check(against offer: Offer, knownKeys: Set<Int>) throws(ComputeRefusal) {
        var complaints: [(field: String, message: String)] = []
        if disk > offer.wholeDisk {
            complaints.append(("disk_gb", "The disk gb field must not be greater than \(offer.wholeDisk)."))
        }
        for (index, id) in keyIDs.enumerated() where !knownKeys.contains(id) {
            complaints.append(("ssh_key_ids.\(index)", "The selected ssh_key_ids.\(index) is invalid."))
        }
        if !complaints.isEmpty { throw .invalid(complaints) }
    }
}
