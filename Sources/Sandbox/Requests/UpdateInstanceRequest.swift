import JSON

/// The new name and label of an instance; `nil` leaves the old one.
struct UpdateInstanceRequest: Sendable {
    var name: String?
    var label: String?

    /// - Throws: ``APIError`` that names the fields that are no strings or too long.
    init(_ body: [UInt8]) throws(APIError) {
        var validator = try RequestValidator(body, nullsAreAbsent: false)
        label = validator.string("label", maximumLength: CreateInstanceRequest.maximumNameLength)
        name = validator.string("name", maximumLength: CreateInstanceRequest.maximumNameLength)
        try validator.finish()
    }
}
