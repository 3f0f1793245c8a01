extension Array {
    /// Sorts by a key that not all elements have: those without it come last, and equal ones keep their order.
    func sorted<Key: Comparable>(
        knownFirst key: (Element) -> Key?, _ precedes: (Key, Key) -> Bool
    ) -> [Element] {
        let keyed = enumerated().map { (key: key($0.element), position: $0.offset, element: $0.element) }
        return keyed.sorted { one, other in
            switch (one.key, other.key) {
            case (let key?, let otherKey?) where key != otherKey: precedes(key, otherKey)
            case (_?, nil): true
            case (nil, _?): false
            default: one.position < other.position
            }
        }.map(\.element)
    }
}
