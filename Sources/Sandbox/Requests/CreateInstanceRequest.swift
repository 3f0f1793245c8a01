import JSON

/// What a request asks to be rented, with every field of the right type.
struct CreateInstanceRequest: Sendable {
    /// The least disk, in gigabytes.
    static let minimumDisk = 8
    static let maximumNameLength = 256

    var offerID: Int
    var disk: Int
    var keyIDs: [Int]
    var name: String?
    /// What the instance's row says back, beside the name.
    var details: JSONObject

    /// - Throws: ``APIError`` that names every field of the wrong type.
    init(_ body: [UInt8]) throws(APIError) {
        var validator = try RequestValidator(body, nullsAreAbsent: true)
        let offerID = validator.require("ask_id") ? validator.integer("ask_id") : nil
        let type = validator.integer("type")
        name = validator.string("name", maximumLength: Self.maximumNameLength)
        _ = validator.string("stats", maximumLength: .max)
        let image = validator.string("template_image", maximumLength: 1024)
        let template = validator.integer("template_id")
        let hash = validator.string("template_hash_id", maximumLength: 255)
        let runtype = validator.string("runtype", maximumLength: 255)
        disk = validator.integer("disk_gb") ?? 10
        if disk < Self.minimumDisk {
            validator.fail("disk_gb", "The disk gb field must be at least \(Self.minimumDisk).")
        }
        validator.number("offer_disk_space")
        validator.boolean("install_monitoring")
        keyIDs = validator.integers("ssh_key_ids") ?? []
        try validator.finish()
        // Without an id, `finish` has just thrown.
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
    /// - Throws: ``APIError`` that names the fields.
    func check(against offer: Offer, knownKeys: Set<Int>) throws(APIError) {
        var violations: [RequestValidator.Violation] = []
        if disk > offer.wholeDisk {
            violations.append(.init("disk_gb", "The disk gb field must not be greater than \(offer.wholeDisk)."))
        }
        for (index, id) in keyIDs.enumerated() where !knownKeys.contains(id) {
            violations.append(.init("ssh_key_ids.\(index)", "The selected ssh_key_ids.\(index) is invalid."))
        }
        if !violations.isEmpty { throw .invalid(violations) }
    }
}
