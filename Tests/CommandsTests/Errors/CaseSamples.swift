/// One value of each case of an enumeration whose cases carry facts.
///
/// ``sample(after:)`` is a switch without a default that leads from each case to the next, so that a case without a
/// sample does not compile. Facts that are words hold ``CaseSamples/mark``, which a sentence must not lose.
protocol CaseSamples: Sendable {
    static func sample(after value: Self?) -> Self?
}

extension CaseSamples {
    static var samples: [Self] {
        Array(
            sequence(state: Self?.none) { value in
                value = sample(after: value)
                return value
            })
    }

    /// The name of the case.
    var caseName: String { String(String(describing: self).prefix { $0.isLetter }) }
}

/// What stands in each word that a sample carries.
let mark = "named-fact"
