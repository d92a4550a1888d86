// What can be wrong with amounts, schedules and royalties, in Vietnamese, by the fault's name.

/** @type {Record<string, (given: any) => string>} */
export const faultsVi = {
  empty: () => "chưa ghi gì",
  not_a_number: () => "không phải là số",
  not_positive: () => "số tiền phải lớn hơn không",
  too_many_digits: () => "lớn hơn mọi số tiền có thể trả",
  wrong_scale: () => "nhiều chữ số lẻ hơn loại tiền này",
  too_many_pairs: ({ most }) => `lô này nhận nhiều nhất ${most} dòng`,
  above_cap: ({ cap }) => `mỗi người được hỏi mua nhiều nhất ${cap} đơn vị ở lô này`,
  share: () => "tỷ lệ từ 0,01 đến 100 %",
  no_forecast: () => "dự báo của lô không nói tỷ lệ ấy tính trên gì",
  value: () => "giá trị hiện tại bằng không, hoặc lớn hơn mức có thể trả",
};
