extension JSONValue {
    /// How many values there are in all: this one and those inside it.
    var partCount: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.partCount }
        case .object(let object): object.members.reduce(1) { $0 + $1.value.partCount }
        default: 1
        }
    }
}
