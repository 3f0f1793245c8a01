extension Offer {
    /// Every offer there is, rented or not.
    static let all: [Offer] = [
        Offer(3_012_060, .rtx3060, 1, 118, 0.0612, 0.9943, "Poland, PL"),
        Offer(3_012_114, .rtx3060, 2, 240.5, 0.1188, 0.9871, "Ukraine, UA"),
        Offer(3_015_301, .rtx3070, 1, 96.4, 0.0784, 0.9652, "Bulgaria, BG"),
        Offer(3_018_777, .rtx3080, 1, 205.1, 0.1325, 0.9917, "Quebec, CA"),
        Offer(3_020_045, .rtx3090, 1, 310.2, 0.1764, 0.9968, "Finland, FI"),
        Offer(3_020_046, .rtx3090, 2, 640, 0.3491, 0.9968, "Finland, FI"),
        Offer(3_020_391, .rtx3090, 4, 1210.7, 0.6874, 0.9803, "Oregon, US"),
        Offer(3_023_908, .rtx4070, 1, 150, 0.1246, 0.9732, "Vietnam, VN", .strings),
        Offer(3_027_512, .rtx4080, 1, 287.9, 0.2273, 0.9889, "Sweden, SE"),
        Offer(3_041_772, .rtx4090, 1, 412.6, 0.3523, 0.9981, "Czechia, CZ"),
        Offer(3_041_790, .rtx4090, 1, 188.3, 0.3014, 0.9544, "Kazakhstan, KZ"),
        Offer(3_041_865, .rtx4090, 2, 820, 0.7035, 0.9954, "Germany, DE"),
        Offer(3_042_003, .rtx4090, 8, 3300.8, 2.7441, 0.9912, "Texas, US"),
        Offer(3_050_118, .rtx5090, 1, 500, 0.5877, 0.9936, "Japan, JP"),
        Offer(3_050_204, .rtx5090, 4, 2048, 2.3102, 0.9878, "Norway, NO"),
        Offer(2_999_001, .a6000, 1, 412.6, 0.4301, 0.9926, "Netherlands, NL", .unrentable),
        Offer(2_999_418, .a6000, 2, 760, 0.8566, 0.9847, "United Kingdom, GB"),
        Offer(2_976_330, .l40s, 1, 640.9, 0.6718, 0.9972, "France, FR"),
        Offer(2_976_512, .l40s, 4, 2560, 2.6540, 0.9961, "Iceland, IS"),
        Offer(2_888_040, .a100, 1, 900, 0.9412, 0.9979, "Virginia, US"),
        Offer(2_888_107, .a100, 8, 7000, 7.3120, 0.9985, "Ontario, CA"),
        Offer(2_811_004, .h100, 1, 1200, 2.1355, 0.9990, "Iowa, US"),
        Offer(2_811_044, .h100, 8, 6800, 17.31, 0.9899, "Texas, US"),
        Offer(2_815_600, .h100, 2, 2100.4, 4.1907, 0.9711, "Singapore, SG", .nulls),
    ]

    static func withID(_ id: Int) -> Offer? { all.first { $0.id == id } }

    private init(
        _ id: Int, _ card: Card, _ count: Int, _ disk: Double, _ pricePerHour: Double, _ reliability: Double,
        _ place: String, _ variant: RowVariant = .usual
    ) {
        self.init(
            id: id, card: card, count: count, disk: disk, pricePerHour: Money(pricePerHour), reliability: reliability,
            place: place, variant: variant)
    }
}

extension Offer.Card {
    static let rtx3060 = Self(name: "RTX 3060", memory: 12_288, bandwidth: 360, capability: 860, performance: 13.1)
    static let rtx3070 = Self(name: "RTX 3070", memory: 8192, bandwidth: 448, capability: 860, performance: 16.4)
    static let rtx3080 = Self(name: "RTX 3080", memory: 10_240, bandwidth: 760.3, capability: 860, performance: 27.9)
    static let rtx3090 = Self(name: "RTX 3090", memory: 24_576, bandwidth: 936.2, capability: 860, performance: 37.2)
    static let rtx4070 = Self(name: "RTX 4070", memory: 12_282, bandwidth: 504.2, capability: 890, performance: 34.8)
    static let rtx4080 = Self(name: "RTX 4080", memory: 16_376, bandwidth: 716.8, capability: 890, performance: 61.3)
    static let rtx4090 = Self(name: "RTX 4090", memory: 24_564, bandwidth: 1008, capability: 890, performance: 101.7)
    static let rtx5090 = Self(name: "RTX 5090", memory: 32_607, bandwidth: 1792, capability: 1200, performance: 168.5)
    static let a6000 = Self(name: "RTX A6000", memory: 49_140, bandwidth: 768, capability: 860, performance: 44.6)
    static let l40s = Self(name: "L40S", memory: 46_068, bandwidth: 864, capability: 890, performance: 89.4)
    static let a100 = Self(name: "A100 SXM4", memory: 81_920, bandwidth: 2039, capability: 800, performance: 98.2)
    static let h100 = Self(name: "H100 SXM", memory: 81_559, bandwidth: 3350, capability: 900, performance: 236.8)
}
