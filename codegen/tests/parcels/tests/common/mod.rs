//! A parcel to send.

use parcels::*;

fn address(city: &'static str) -> Address {
    Address::new(address::Required { name: "王小明".into(), city: city.into() })
}

pub(crate) fn parcel() -> Parcel {
    Parcel::new(parcel::Required {
        id: "AB12".into(),
        type_: ParcelKind::Box,
        from: address("成都"),
        to: address("广州"),
        weight: 1.25,
    })
}
