/// Who issued a certificate to whom, as far into its DER as these two stand.
///
/// Fact: RFC 5280 section 4.1: version, serial number, signature algorithm, issuer, validity and subject, in this order.
struct CertificateNames {
    /// The issuer's name in DER.
    let issuer: ArraySlice<UInt8>
    /// The name of the certificate's owner in DER.
    let subject: ArraySlice<UInt8>

    /// Reads a certificate; `nil` where it is none.
    init?(_ certificate: [UInt8]) {
        var rest = certificate[...]
        guard
            var fields = Self.element(&rest).flatMap({ outer in
                var outer = outer.content
                return Self.element(&outer)?.content
            })
        else { return nil }
        var elements: [ArraySlice<UInt8>] = []
        while elements.count < 5, let (tag, content) = Self.element(&fields) {
            if tag != 0xA0 { elements.append(content) }
        }
        guard elements.count == 5 else { return nil }
        (issuer, subject) = (elements[2], elements[4])
    }

    /// The common name in a name, or its organization; `nil` where it has neither.
    ///
    /// Fact: RFC 5280 appendix A.1: a name is a sequence of sets of pairs, type and text; 2.5.4.3 is the common name,
    /// 2.5.4.10 the organization.
    static func text(of name: ArraySlice<UInt8>) -> String? {
        var rest = name
        var found: [[UInt8]: String] = [:]
        while let (_, set) = element(&rest) {
            var pairs = set
            while let (_, pair) = element(&pairs) {
                var parts = pair
                guard let type = element(&parts), let value = element(&parts) else { continue }
                found[Array(type.content)] = String(decoding: value.content, as: UTF8.self)
            }
        }
        return found[[0x55, 0x04, 0x03]] ?? found[[0x55, 0x04, 0x0A]]
    }

    /// Takes one element off the front.
    private static func element(_ bytes: inout ArraySlice<UInt8>) -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        guard let tag = bytes.popFirst(), let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let digits = bytes.prefix(Int(first & 0x7F))
            guard (1...4).contains(digits.count), digits.count == Int(first & 0x7F) else { return nil }
            bytes = bytes.dropFirst(digits.count)
            length = digits.reduce(0) { $0 << 8 | Int($1) }
        }
        guard length <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return (tag, bytes.prefix(length))
    }
}
